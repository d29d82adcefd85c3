// What every template's plan must hold, over random tables: the engine and a plain loop over
// persons give equal integers, and one person moves no cell by more than one.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '#enclave/engine/index.ts';
import { releaseTables } from '#enclave/firewall/index.ts';
import type { Plan, RawTable } from '#enclave/templates/index.ts';
import { countPlainly, type FileRow, type Files } from '#test/support/reference-engine.ts';
import { refOf, testRegistry } from '#test/support/templates.ts';
import { sampleJobs } from './sample-jobs.ts';

const registry = testRegistry();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-plans-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function countInEngine(plan: Plan, files: Files): Promise<readonly RawTable[]> {
  const paths = new Map(plan.loads.map(({ alias }) => [alias, join(folder, `${alias}.parquet`)]));
  for (const { alias } of plan.loads) {
    const rows = files[alias] ?? [];
    const column = (name: string) => ({
      ...{ name, type: 'STRING' as const, nullable: true },
      data: rows.map(([person, cells]) => (name === 'person' ? person : (cells[name] ?? null))),
    });
    const columnData = ['person', 'region', 'bad'].map(column);
    writeFileSync(paths.get(alias) ?? '', new Uint8Array(parquetWriteBuffer({ columnData })));
  }
  const engine = await openDuckDb({ paths: [...paths.values()], threads: 1, memoryMiB: 256 });
  try {
    for (const load of plan.loads) await engine.load(load, paths.get(load.alias) ?? '');
    return await engine.count(plan);
  } finally {
    engine.close();
  }
}

const samples = await sampleJobs();
const plans = [...samples].flatMap(([id, jobs]) =>
  jobs.map(({ what, params, job }) => ({ what: `${id}, ${what}`, id, params, job })),
);

/** Few persons with several rows each; empty keys, empty cells, and values nobody declared. */
const row: fc.Arbitrary<FileRow> = fc.tuple(
  fc.constantFrom('p1', 'p2', 'p3', 'p4', 'e\u0301', '\u00e9', '', null),
  fc.record({
    region: fc.constantFrom('n', 's', 'x', null),
    bad: fc.constantFrom('0', '1', '2', '0.5', 'yes', null),
  }),
);
const files: fc.Arbitrary<Files> = fc.record(
  Object.fromEntries(
    ['a', 'b', 'c', 'd'].map((alias) => [alias, fc.array(row, { maxLength: 12 })]),
  ),
);

it('has sample jobs of every template', () => {
  expect([...samples.keys()]).toEqual(registry.refs.map(({ id }) => id).sort());
});

describe.each(plans)('the plan of $what', ({ id, params, job }) => {
  const template = registry.get(refOf(id));
  const prepared = template.prepare(params, job);
  const { plan, cells } = prepared;

  it('gives the same integers in the engine and in a plain loop', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (tables) => {
        expect(await countInEngine(plan, tables)).toEqual(countPlainly(plan, tables));
      }),
      { numRuns: 25 },
    );
  });

  it('moves no cell by more than one for any one person, and at most one released cell', () => {
    fc.assert(
      fc.property(files, fc.constantFrom('p1', 'p2', 'p3', 'p4'), (tables, person) => {
        const without = Object.fromEntries(
          Object.entries(tables).map(([alias, rows]) => [
            alias,
            rows.filter(([one]) => one !== person),
          ]),
        );
        const [before, after] = [countPlainly(plan, tables), countPlainly(plan, without)];
        const moved = before.flatMap((table, t) =>
          table.rows.flatMap((line, r) =>
            line.cells.map((cell, c) => ({
              by: cell.count - (after[t]?.rows[r]?.cells[c]?.count ?? NaN),
              isReleased: c < table.measures.length,
            })),
          ),
        );
        expect(moved.every(({ by }) => by === 0 || by === 1)).toBe(true);
        expect(moved.filter(({ by, isReleased }) => by > 0 && isReleased).length).toBeLessThan(2);
      }),
    );
  });

  it('announces as many cells as its tables have', () => {
    const tables = countPlainly(plan, {});
    const counted = tables.reduce((sum, one) => sum + one.rows.length * one.measures.length, 0);
    expect(cells).toBe(counted);
  });

  it('asks for a grid that a rule lists', () => {
    expect(template.grids(job.inputs)).toContainEqual(prepared.gridColumns);
  });

  it('answers in rows and widths that no data decide, and claims nothing that was withheld', () => {
    const raw = countPlainly(plan, {});
    const { tables } = releaseTables(raw, { entitiesMin: 20, classMin: 5 });
    const answer = prepared.answer(tables);
    const shape = (one: typeof answer) =>
      one.tables.map(({ rows, columns }) => ({ columns, keys: rows.map(({ key: own }) => own) }));
    const full = tables.map((table) => ({
      ...table,
      rows: table.rows.map((line) => ({ ...line, cells: line.cells.map(() => ({ count: 100 })) })),
    }));
    expect(shape(prepared.answer(full))).toEqual(shape(answer));
    for (const { columns, rows } of prepared.answer(full).tables) {
      for (const { values } of rows) {
        values.forEach((one, c) => {
          const length = one === 'not measurable' ? 0 : one.decimal.length;
          expect(length).toBeLessThanOrEqual(columns[c]?.width ?? 0);
        });
      }
    }
    const said = answer.tables.flatMap(({ rows }) => rows.flatMap(({ values }) => values));
    expect(said.every((one) => one === 'not measurable')).toBe(true);
  });
});
