// Attacks that a co-owner can mount with its own table alone. Each runs the template's own
// statement in the engine over two worlds that differ in one person of the other owner, and
// compares what would leave.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '#enclave/engine/index.ts';
import { releaseTables } from '#enclave/firewall/index.ts';
import type { Column, Outputs, Params } from '#enclave/protocol/index.ts';
import type { TemplateInput } from '#enclave/templates/index.ts';
import { refOf, testRegistry } from '#test/support/templates.ts';
import { jobOf, key, label, lender, party } from '../templates/lenders.ts';

type Person = readonly [key: string, value: string | null];

const registry = testRegistry();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-attacks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(alias: string, column: string, rows: readonly Person[]): string {
  const path = join(folder, `${alias}.parquet`);
  const columnData = [
    { name: 'person', data: rows.map(([person]) => person), type: 'STRING' as const },
    { name: column, data: rows.map(([, value]) => value), type: 'STRING' as const, nullable: true },
  ];
  writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData })));
  return path;
}

async function released(
  template: string,
  params: Params,
  inputs: readonly TemplateInput[],
  column: string,
  tables: Readonly<Record<string, readonly Person[]>>,
): Promise<Outputs['tables'][number]['rows']> {
  const { plan } = registry.get(refOf(template)).prepare(params, jobOf(inputs));
  const paths = new Map(
    plan.loads.map(({ alias }) => [alias, write(alias, column, tables[alias] ?? [])]),
  );
  const engine = await openDuckDb({ paths: [...paths.values()], threads: 1, memoryMiB: 256 });
  try {
    for (const load of plan.loads) await engine.load(load, paths.get(load.alias) ?? '');
    const raw = await engine.count(plan);
    return releaseTables(raw, { entitiesMin: 20, classMin: 5 }).tables[0]?.rows ?? [];
  } finally {
    engine.close();
  }
}

const many = (prefix: string, count: number, value: string | null): Person[] =>
  Array.from({ length: count }, (_, i) => [`${prefix}${i}`, value] as const);

const segment: Column = {
  name: 'segment',
  type: 'text',
  role: 'dimension',
  reducers: ['only'],
  domain: { kind: 'enum', values: ['x', 'y'] },
};
const two = [lender('a', [key, segment]), lender('b', [key, segment])];
const overlap = { left: 'a', right: 'b', segment: 'segment' };

describe('overlap by segment', () => {
  it('does not tell the right owner whether one labelled person is in the left table', async () => {
    const left = [...many('l', 200, 'y'), ...many('s', 200, 'y')];
    const right = [
      ...many('d', 22, 'x'),
      ...many('s', 200, 'y'),
      ...many('r', 200, 'y'),
      ['target', 'x'] as const,
    ];
    const without = await released('overlap', overlap, two, 'segment', { a: left, b: right });
    const target: Person = ['target', 'y'];
    const withTarget = await released('overlap', overlap, two, 'segment', {
      a: [...left, target],
      b: right,
    });
    expect(withTarget).toEqual(without);
    expect(without[0]?.cells).toEqual(['suppressed', 'suppressed', 'suppressed']);
  });

  it('does not count a person of the left table by what the right one says of it', async () => {
    const chosen = many('c', 20, null);
    const left = [
      ...many('p', 100, 'x'),
      ...many('q', 100, 'y'),
      ...many('l', 50, 'x'),
      ...many('m', 50, 'y'),
      ...chosen,
    ];
    const base = [
      ...many('p', 100, 'x'),
      ...many('q', 100, 'y'),
      ...many('r', 50, 'x'),
      ...many('t', 50, 'y'),
    ];
    const asX = await released('overlap', overlap, two, 'segment', {
      a: left,
      b: [...base, ...many('c', 20, 'x')],
    });
    const asY = await released('overlap', overlap, two, 'segment', {
      a: left,
      b: [...base, ...many('c', 20, 'y')],
    });
    const shared = [{ count: 100 }, { count: 100 }];
    expect(asX.map((row) => row.cells[2])).toEqual(shared);
    expect(asY.map((row) => row.cells[2])).toEqual(shared);
  });
});

describe('multi-lending', () => {
  const three = [lender('a', [key, label]), lender('b'), lender('c')];
  const params = { topCode: 3, label: 'a' };
  const filler = (value: string | null) => [...many('g', 300, value)];

  it('refuses two inputs of one owner: the row would say who is among the lenders', () => {
    const inputs = [...three, lender('d', [key], { owners: [party('b')] })];
    const ref = refOf('multi-lending');
    expect(() => registry.get(ref).prepare({ topCode: 3, label: 'none' }, jobOf(inputs))).toThrow(
      'one input per owner',
    );
  });

  it.each([null, '2'])(
    'counts nobody as unlabelled whom the labelling lender knows, with label %s',
    async (blank) => {
      const chosen = many('c', 40, blank);
      const all = [...filler('0'), ...chosen];
      const tables = { a: all, b: all, c: all };
      const rows = await released('multi-lending', params, three, 'bad', tables);
      expect(rows[2]?.cells[2]).toBe('suppressed');
    },
  );
});
