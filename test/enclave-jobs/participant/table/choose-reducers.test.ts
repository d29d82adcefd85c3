// Several rows of one person: the owner is asked where it matters, and told how many it concerns.

import { describe, expect, it } from 'vitest';
import {
  checkTable,
  readCsv,
  reducersFor,
  type DeclaredColumn,
} from '#enclave/participant/table/index.ts';
import { utf8 } from '#enclave/protocol/index.ts';
import { faultsOf } from './tables.ts';

const key: DeclaredColumn = {
  ...{ name: 'person', type: 'text', role: 'entityKey' },
  domain: { kind: 'text', maxLength: 8 },
};
const bad = (reducers?: DeclaredColumn['reducers']): DeclaredColumn => ({
  ...{ name: 'bad', type: 'int', role: 'label', reducers },
  domain: { kind: 'int', min: '0', max: '1', step: '1' },
});
const check = (rows: readonly string[], column: DeclaredColumn) =>
  checkTable(readCsv(utf8(`person,bad\n${rows.join('\n')}\n`)), [key, column], 'person', 'exact/1');
const reducersOf = (rows: readonly string[], column: DeclaredColumn) =>
  check(rows, column).columns.map((one) => one.column.reducers);

describe('a label with several rows of a person', () => {
  it('is refused without a choice where they differ, with how many persons that concerns', () => {
    const rows = ['p1,0', 'p1,1', 'p2,1', 'p2,0', 'p2,1', 'p3,0'];
    const { problems } = faultsOf(() => check(rows, bad()));
    expect(problems).toMatchObject([{ code: 'ROWS_DIFFER', column: 'bad' }]);
    expect(problems[0]?.message).toMatch(/^2 persons have rows with different values/);
    expect(problems[0]?.message).toMatch(/worst \(bad if any row says so\)/);
  });

  it('takes what its owner chose, whatever the rows say', () => {
    expect(reducersOf(['p1,0', 'p1,1'], bad(['worst']))).toEqual([[], ['worst']]);
  });

  it.each([
    ['one row each', ['p1,0', 'p2,1']],
    ['rows that agree', ['p1,1', 'p1,1']],
    ['a row that says nothing', ['p1,1', 'p1,']],
  ])('asks nobody where it does not matter: %s', (_what, rows) => {
    expect(reducersOf(rows, bad())).toEqual([[], ['only']]);
  });
});

it('offers the ways that a column has', () => {
  expect(reducersFor(key)).toEqual([]);
  expect(reducersFor(bad())).toEqual(['worst', 'only']);
  expect(reducersFor({ role: 'dimension', type: 'text' })).toEqual(['only']);
  expect(reducersFor({ role: 'measure', type: 'decimal' })).toEqual(['only', 'max', 'min']);
});
