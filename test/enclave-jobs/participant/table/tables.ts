import type { DeclaredColumn } from '#enclave/participant/index.ts';
// One small good table with its declaration, and the text of CSV files, for the tests of table/.

import { utf8, type Bytes, type Column } from '#enclave/protocol/index.ts';
import {
  TableError,
  readCsv,
  type CsvTable,
  type TableProblem,
} from '#enclave/participant/table/index.ts';

export const goodHeader = ['person_id', 'balance', 'rate', 'opened', 'region'];
export const goodRows = [
  ['00000000017', '1200', '3.50', '2020-02-29', 'north'],
  ['00000000025', '', '-0.25', '2021-12-31', 'south'],
  ['00000000017', '50000', '', '', ''],
];

export const goodColumns: readonly DeclaredColumn[] = [
  {
    ...{ name: 'balance', type: 'int', role: 'measure' },
    ...{ reducers: ['max'], domain: intDomain('0', '50000') },
  },
  {
    name: 'opened',
    type: 'date',
    role: 'time',
    domain: { kind: 'date', min: '2020-01-01', max: '2021-12-31' },
  },
  { name: 'person_id', type: 'text', role: 'entityKey', domain: { kind: 'text', maxLength: 11 } },
  {
    name: 'rate',
    type: 'decimal',
    role: 'measure',
    domain: { kind: 'decimal', min: '-1', max: '10', step: '0.01' },
  },
  {
    name: 'region',
    type: 'text',
    role: 'dimension',
    domain: { kind: 'enum', values: ['north', 'south'] },
  },
];

function intDomain(min: string, max: string): DeclaredColumn['domain'] {
  return { kind: 'int', min, max, step: '1' };
}

export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.join(',')}\n`).join('');
}

export function csv(...rows: readonly (readonly string[])[]): Bytes {
  return utf8(csvText(rows));
}

/** The good table with one cell replaced; `row` is the row of the file, so the first is 2. */
export function aTable(change?: { row: number; column: string; cell: string }): CsvTable {
  const rows = goodRows.map((row, r) =>
    row.map((cell, c) => {
      const isMeant = change?.row === r + 2 && change.column === goodHeader[c];
      return isMeant ? change.cell : cell;
    }),
  );
  return readCsv(csv(goodHeader, ...rows));
}

/** The declaration with one column replaced in part. */
export function declared(name: string, change: Partial<Column>): DeclaredColumn[] {
  return goodColumns.map((column) => (column.name === name ? { ...column, ...change } : column));
}

/** The TableError that `act` throws; fails if it throws none. */
export function faultsOf(act: () => unknown): TableError {
  try {
    act();
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error('expected a TableError');
}

/** Problems as `CODE row column`, for tables of cases. */
export function places(problems: readonly TableProblem[]): string[] {
  return problems.map(({ code, row, column }) =>
    column === undefined ? `${code} ${row}` : `${code} ${row} ${column}`,
  );
}
