import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  labelMapsOf,
  proposeSchema,
  readCsv,
  sealDataset,
  type Party,
  type ProposedColumn,
  type SealedDataset,
} from '#enclave/participant/index.ts';
import { normalisers, type Column } from '#enclave/protocol/index.ts';
import { ScenarioError, type ScenarioDataset } from '#server/setup/scenario.ts';
import { sha256 } from '../registration/table-options.ts';

/** The declared columns: what the scenario says, and where it is silent what the values suggest. */
function columnsOf(dataset: ScenarioDataset, proposed: readonly ProposedColumn[]): Column[] {
  return Object.keys(dataset.columns).map((name) => {
    const column = proposed.find((one) => one.name === name);
    if (column === undefined) {
      throw new ScenarioError(`dataset ${dataset.id}: the file has no column "${name}"`);
    }
    if (column.role === undefined) {
      throw new ScenarioError(`dataset ${dataset.id}: say the role of column "${name}"`);
    }
    return { name, type: column.type, role: column.role, domain: column.domain };
  });
}

/** Reads a file of the scenario and seals it for its owner. */
export async function sealFile(
  dataset: ScenarioDataset,
  owner: Party,
  folder: string,
): Promise<SealedDataset> {
  const table = readCsv(new Uint8Array(readFileSync(resolve(folder, dataset.file))));
  const proposed = proposeSchema(table, dataset.columns);
  const columns = columnsOf(dataset, proposed);
  const key = columns.find((column) => column.role === 'entityKey');
  if (key === undefined)
    throw new ScenarioError(`dataset ${dataset.id}: no column has the role entityKey`);
  return sealDataset(globalThis.crypto, sha256, owner, table, {
    columns,
    labels: labelMapsOf(proposed.filter(({ name }) => Object.hasOwn(dataset.columns, name))),
    entityKey: { column: key.name, domain: dataset.entityDomain },
    normaliser: normalisers[dataset.normaliser],
    assurance: 'simulated',
    client: 'independent',
  });
}
