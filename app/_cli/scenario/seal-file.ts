import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  labelMapsOf,
  proposeSchema,
  readCsv,
  sealDataset,
  type DeclaredColumn,
  type Party,
  type ProposedColumn,
  type SealedDataset,
} from '#enclave/participant/index.ts';
import { normalisers } from '#enclave/protocol/index.ts';
import { need, type ScenarioDataset } from '#server/setup/scenario.ts';
import { sha256 } from '../registration/table-options.ts';

/** The declared columns: what the scenario says, and where it is silent what the values suggest. */
function columnsOf(
  { id, columns }: ScenarioDataset,
  proposed: readonly ProposedColumn[],
): readonly DeclaredColumn[] {
  return Object.entries(columns).map(([name, { rows }]) => {
    const found = proposed.find((one) => one.name === name);
    const { type, role, domain } = need(found, `column "${name}" in the file of dataset ${id}`);
    const reducers = rows === undefined ? undefined : [rows];
    const known = need(role, `role of column "${name}" of dataset ${id}`);
    return { name, type, domain, role: known, reducers };
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
  const key = need(
    columns.find((column) => column.role === 'entityKey'),
    `column with the role entityKey in dataset ${dataset.id}`,
  );
  return sealDataset(globalThis.crypto, sha256, owner, table, {
    columns,
    labels: labelMapsOf(proposed.filter(({ name }) => Object.hasOwn(dataset.columns, name))),
    entityKey: { column: key.name, domain: dataset.entityDomain },
    normaliser: normalisers[dataset.normaliser],
    assurance: 'simulated',
    client: 'independent',
  });
}
