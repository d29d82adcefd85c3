import type { DeclaredColumn } from '#enclave/participant/index.ts';
import { describe, expect, it } from 'vitest';
import type { Column, Domain } from '#enclave/protocol/index.ts';
import { checkTable, readCsv, type CsvTable } from '#enclave/participant/table/index.ts';
import { aTable, csv, declared, faultsOf, goodColumns, places } from './tables.ts';

const check = (table: CsvTable, columns: readonly DeclaredColumn[] = goodColumns) =>
  checkTable(table, columns, 'person_id', 'digits/1');
const refusalsOf = (table: CsvTable, columns?: readonly DeclaredColumn[]) =>
  places(faultsOf(() => check(table, columns)).problems);

describe('a table that is as declared', () => {
  it('becomes typed columns, empty cells null', () => {
    const { columns } = check(aTable());
    expect(columns.map(({ column, values }) => [column.name, values])).toEqual([
      ['balance', [1200n, null, 50000n]],
      ['opened', ['2020-02-29', '2021-12-31', null]],
      ['person_id', ['00000000017', '00000000025', '00000000017']],
      ['rate', ['3.5', '-0.25', null]],
      ['region', ['north', 'south', null]],
    ]);
  });

  it('loses the columns that are not declared', () => {
    const columns = goodColumns.filter((column) => column.name !== 'rate');
    expect(check(aTable(), columns).columns.map((c) => c.column.name)).not.toContain('rate');
  });

  it('takes a special code that is declared, and no other value outside the domain', () => {
    const columns = declared('balance', { special: ['-9'] });
    const table = (cell: string) => aTable({ row: 2, column: 'balance', cell });
    const checked = checkTable(table('-9'), columns, 'person_id', 'digits/1');
    expect(checked.columns.find(({ column }) => column.name === 'balance')?.values[0]).toBe(-9n);
    const faults = faultsOf(() => checkTable(table('-8'), columns, 'person_id', 'digits/1'));
    expect(places(faults.problems)).toHaveLength(1);
  });

  it('counts persons, not rows', () => {
    expect(check(aTable())).toMatchObject({ rows: 3, entities: 2 });
  });

  it('declares both counts with two digits', () => {
    const rows = Array.from({ length: 1234 }, (_, i) => [String(i % 777)]);
    const columns: DeclaredColumn[] = [
      { name: 'id', type: 'text', role: 'entityKey', domain: { kind: 'text', maxLength: 8 } },
    ];
    expect(checkTable(readCsv(csv(['id'], ...rows)), columns, 'id', 'exact/1')).toMatchObject({
      rows: 1234,
      rowsRounded: 1200,
      entities: 777,
      entitiesRounded: 780,
    });
  });
});

describe('refuses a cell', () => {
  it.each<[column: string, cell: string, code: string]>([
    ['balance', '12.5', 'MIXED_TYPES'],
    ['balance', '012', 'MIXED_TYPES'],
    ['balance', ' 12', 'MIXED_TYPES'],
    ['balance', 'n/a', 'MIXED_TYPES'],
    ['balance', '99999999999999999999', 'MIXED_TYPES'],
    ['balance', '-1', 'OUT_OF_DOMAIN'],
    ['balance', '50001', 'OUT_OF_DOMAIN'],
    ['rate', '1.2.3', 'MIXED_TYPES'],
    ['rate', '.5', 'MIXED_TYPES'],
    ['rate', '1e1', 'MIXED_TYPES'],
    ['rate', '-1.01', 'OUT_OF_DOMAIN'],
    ['rate', '10.01', 'OUT_OF_DOMAIN'],
    ['rate', '0.005', 'OUT_OF_DOMAIN'],
    ['opened', '2021-02-29', 'MIXED_TYPES'],
    ['opened', '2021-2-3', 'MIXED_TYPES'],
    ['opened', '2019-12-31', 'OUT_OF_DOMAIN'],
    ['opened', '2022-01-01', 'OUT_OF_DOMAIN'],
    ['region', 'North', 'OUT_OF_DOMAIN'],
    ['region', 'north ', 'OUT_OF_DOMAIN'],
    ['person_id', '', 'KEY_EMPTY'],
    ['person_id', '000000000171', 'OUT_OF_DOMAIN'],
    ['person_id', '17x', 'OUT_OF_DOMAIN'],
    ['person_id', ' 17', 'OUT_OF_DOMAIN'],
    ['person_id', '１７', 'OUT_OF_DOMAIN'],
  ])('%s %j with %s', (column, cell, code) => {
    expect(refusalsOf(aTable({ row: 3, column, cell }))).toEqual([`${code} 3 ${column}`]);
  });

  it('and accepts the ends of each domain', () => {
    for (const [column, cell] of [
      ['balance', '0'],
      ['balance', '-0'],
      ['rate', '-1.00'],
      ['rate', '10'],
      ['opened', '2020-01-01'],
    ] as const) {
      expect(check(aTable({ row: 3, column, cell })).rows).toBe(3);
    }
  });

  it('that is not on the grid of the declared step', () => {
    const domain: Domain = { kind: 'int', min: '0', max: '60000', step: '500' };
    expect(refusalsOf(aTable(), declared('balance', { domain }))).toEqual([
      'OUT_OF_DOMAIN 2 balance',
    ]);
  });

  it('of an int column whose enum does not list it', () => {
    const domain: Domain = { kind: 'enum', values: ['1200'] };
    expect(refusalsOf(aTable(), declared('balance', { domain }))).toEqual([
      'OUT_OF_DOMAIN 4 balance',
    ]);
  });

  it('with a message that holds a shortened value and the domain', () => {
    const cell = `canary-${'x'.repeat(80)}`;
    const { problems } = faultsOf(() => check(aTable({ row: 2, column: 'region', cell })));
    expect(problems[0]?.message).toContain('"canary-xxxxxxxxxxxx…"');
    expect(problems[0]?.message).toContain('one of the 2 declared values');
  });
});

describe('refuses a declaration', () => {
  it('of a column that is not in the file', () => {
    const columns = [...goodColumns, { ...goodColumns[0], name: 'income' } as Column];
    expect(refusalsOf(aTable(), columns)).toEqual(['COLUMN_MISSING 1 income']);
  });

  it.each<[label: string, columns: DeclaredColumn[]]>([
    ['without an entity key', declared('person_id', { role: 'join' })],
    ['with two entity keys', declared('rate', { role: 'entityKey' })],
    ['with another entity key', declared('person_id', { role: 'join' }).slice(0, 2)],
  ])('%s', (_, columns) => {
    expect(refusalsOf(aTable(), columns)).toEqual(['COLUMN_MISSING 1 person_id']);
  });

  it.each<[label: string, domain: Domain]>([
    ['a domain of another type', { kind: 'date', min: '2020-01-01', max: '2020-12-31' }],
    ['a step of zero', { kind: 'int', min: '0', max: '50000', step: '0' }],
    ['a negative step', { kind: 'int', min: '0', max: '50000', step: '-1' }],
  ])('with %s', (_, domain) => {
    expect(refusalsOf(aTable(), declared('balance', { domain }))).toEqual([
      'MIXED_TYPES 1 balance',
    ]);
  });
});

describe('keys', () => {
  const columns: DeclaredColumn[] = [
    { name: 'id', type: 'text', role: 'entityKey', domain: { kind: 'text', maxLength: 8 } },
  ];
  const table = readCsv(csv(['id'], ['e\u0301'], ['\u00e9'], ['E']));

  it('under "exact" are one if they are one in NFC, and case counts', () => {
    const checked = checkTable(table, columns, 'id', 'exact/1');
    expect(checked.entities).toBe(2);
    expect(checked.columns[0]?.values).toEqual(['\u00e9', '\u00e9', 'E']);
  });

  it('under "digits" keep leading zeros: 7 and 07 are two persons', () => {
    const digits = readCsv(csv(['id'], ['7'], ['07'], ['7']));
    expect(checkTable(digits, columns, 'id', 'digits/1').entities).toBe(2);
  });
});

it('refuses with every fault of the table, not the first', () => {
  const table = readCsv(
    csv(['person_id', 'balance'], ['', 'x'], ['17', '60000'], ['a', ''], ['18', '5']),
  );
  const columns = goodColumns.filter((c) => c.name === 'balance' || c.name === 'person_id');
  expect(refusalsOf(table, columns).sort()).toEqual([
    'KEY_EMPTY 2 person_id',
    'MIXED_TYPES 2 balance',
    'OUT_OF_DOMAIN 3 balance',
    'OUT_OF_DOMAIN 4 person_id',
  ]);
});
