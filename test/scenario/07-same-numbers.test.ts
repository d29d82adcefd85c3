// The same questions answered twice: by the templates over sealed files, and by plain means over
// the CSV files themselves. Exactly equal inside the engine; equal after rounding and suppression
// outside.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '#enclave/engine/index.ts';
import { checkTable, readCsv, writeParquet } from '#enclave/participant/index.ts';
import { utf8, type Column, type Params } from '#enclave/protocol/index.ts';
import type { RawTable, TemplateJob } from '#enclave/templates/index.ts';
import { generateLenders } from '#server/setup/demo-data.ts';
import { demoScenario } from '#server/setup/demo-scenario.ts';
import { openLab, type Lab } from '#app/_cli/lab/run-lab.ts';
import { builtTemplates, bundles } from '../support/lab-world.ts';

const persons = 20_000;
const scenario = demoScenario();
const ids = scenario.datasets.map((dataset) => dataset.id);
const csvs = generateLenders({ lenders: 5, personsPerLender: persons, seed: 2026 });
const registry = builtTemplates();
let folder: string;
let lab: Lab;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-numbers-'));
  ids.forEach((id, i) => writeFileSync(join(folder, `${id}.csv`), csvs[i]?.csv ?? ''));
  lab = await openLab(scenario, {
    registry,
    bundles,
    folder,
    withoutSandbox: false,
    onStage: () => undefined,
    onProcessLine: () => undefined,
  });
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

/** Keys of each file, read by splitting lines: nothing of ours. */
const keysOf = (i: number): Set<string> =>
  new Set(
    (csvs[i]?.csv ?? '')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0] ?? ''),
  );

const key: Column = {
  name: 'person_id',
  type: 'text',
  role: 'entityKey',
  reducers: [],
  domain: { kind: 'text', maxLength: 32 },
};

/** A template's tables before the firewall, over the Parquet files that would be sealed. */
async function exact(
  template: string,
  params: Params,
  inputs: readonly number[],
): Promise<readonly RawTable[]> {
  const job: TemplateJob = {
    inputs: inputs.map((i) => ({
      alias: ids[i] ?? '',
      owners: [lab.world.parties.get(ids[i] ?? '')?.party ?? ('' as never)],
      columns: [key],
      entityKey: { column: 'person_id', domain: 'national-id' },
      normaliser: 'digits/1' as const,
      entitiesRounded: persons,
    })),
    recipients: [],
    entitiesMin: 20,
  };
  const ref = registry.refs.find((one) => one.id === template);
  if (ref === undefined) throw new Error(template);
  const { plan } = registry.get(ref).prepare(params, job);
  const paths = inputs.map((i) => join(folder, `${ids[i] ?? ''}.parquet`));
  inputs.forEach((i, at) => {
    const checked = checkTable(readCsv(utf8(csvs[i]?.csv ?? '')), [key], 'person_id', 'digits/1');
    writeFileSync(paths[at] ?? '', writeParquet(checked).bytes);
  });
  const engine = await openDuckDb({ paths, threads: 1, memoryMiB: 512 });
  try {
    for (const [at, load] of plan.loads.entries()) {
      const { persons: counted } = await engine.load(load, paths[at] ?? '');
      expect(counted).toBe(keysOf(inputs[at] ?? 0).size);
    }
    return await engine.count(plan);
  } finally {
    engine.close();
  }
}

const pairs = ids.flatMap((_, a) => ids.slice(a + 1).map((_b, i) => [a, a + 1 + i] as const));
const round = (n: number) => Math.round(n / 5) * 5;

describe('inside the engine', () => {
  it.each(pairs)('the overlap of lenders %i and %i is exact', async (a, b) => {
    const params = { left: ids[a] ?? '', right: ids[b] ?? '', segment: 'none' };
    const [table] = await exact('overlap', params, [a, b]);
    const [left, right] = [keysOf(a), keysOf(b)];
    const both = [...left].filter((one) => right.has(one)).length;
    // The last cell is never released: what the right owner shares by its own segments.
    expect(table?.rows[0]?.cells.map((cell) => cell.count)).toEqual([
      left.size - both,
      right.size - both,
      both,
      both,
    ]);
  });

  it('the table of persons by number of lenders is exact', async () => {
    const [table] = await exact('multi-lending', { topCode: 5, label: 'none' }, [0, 1, 2, 3, 4]);
    const lenders = new Map<string, number>();
    ids.forEach((_, i) =>
      keysOf(i).forEach((one) => lenders.set(one, (lenders.get(one) ?? 0) + 1)),
    );
    const counts = [1, 2, 3, 4, 5].map((k) => [...lenders.values()].filter((n) => n === k).length);
    expect(table?.rows.map((row) => row.cells[0]?.count)).toEqual(counts);
  });
});

describe('as released', () => {
  it('the segmented overlap equals a plain DuckDB query over the same files, rounded', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const read = (id: string) =>
      `(SELECT person_id k, min(region) r FROM read_csv('${join(folder, `${id}.csv`)}', all_varchar = true) GROUP BY 1)`;
    const answer = await connection.runAndReadAll(
      `SELECT coalesce(a.r, b.r) region, count(*) FILTER (WHERE b.k IS NULL) l,
         count(*) FILTER (WHERE a.k IS NULL) r, count(*) FILTER (WHERE a.k IS NOT NULL AND b.k IS NOT NULL) m
       FROM ${read('alder')} a FULL JOIN ${read('birch')} b ON a.k = b.k GROUP BY 1 ORDER BY 1`,
    );
    const plain = answer.getRows().map(([region, ...counts]) => ({
      key: [String(region)],
      cells: counts.map((n) => ({ count: round(Number(n)) })),
    }));
    connection.closeSync();
    const job = scenario.jobs.find((one) => one.id === 'overlap');
    if (job === undefined) throw new Error('no job');
    const outcome = await lab.run(job);
    expect(outcome.ended).toBe('verified');
    expect(outcome.result?.outputs.tables[0]?.rows).toEqual(plain);
  });

  it('persons by number of lenders and class equal a plain count, rounded; only the impossible cell is withheld', async () => {
    const job = scenario.jobs.find((one) => one.id === 'multi_lending');
    if (job === undefined) throw new Error('no job');
    const outcome = await lab.run(job);
    const bad = new Map<string, string>();
    const [head = '', ...rows] = (csvs[0]?.csv ?? '').trim().split('\n');
    const at = head.split(',').indexOf('bad');
    for (const row of rows) {
      const cells = row.split(',');
      const [person = '', label = ''] = [cells[0], cells[at]];
      bad.set(person, [bad.get(person) ?? label, label].sort()[0] ?? '');
    }
    const lenders = new Map<string, number>();
    ids.forEach((_, i) =>
      keysOf(i).forEach((one) => lenders.set(one, (lenders.get(one) ?? 0) + 1)),
    );
    const count = (k: number, label: string | undefined) =>
      [...lenders].filter(([person, n]) => n === k && bad.get(person) === label).length;
    const released = outcome.result?.outputs.tables[0]?.rows ?? [];
    for (const [i, row] of released.entries()) {
      const plain = [count(i + 1, '0'), count(i + 1, '1'), count(i + 1, undefined)];
      const impossible = (c: number) => i === 4 && c === 2;
      const wanted = plain.map((n, c) => (impossible(c) ? 'suppressed' : { count: round(n) }));
      expect(row.cells).toEqual(wanted);
    }
    expect(released).toHaveLength(5);
  });
});
