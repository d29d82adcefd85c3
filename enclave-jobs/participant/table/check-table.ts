// The table against its declaration. What passes is what the manifest says; nothing is clamped,
// converted or dropped row by row here, because the owner signs that the file is as declared.

import { roundToTwoDigits, type Normaliser } from '../../protocol/index.ts';
import { withReducers } from './choose-reducers.ts';
import type { CellValue, CheckedColumn, DeclaredColumn, ReadColumn } from './columns.ts';
import { describeDomain, domainFault, domainTest } from './check-domain.ts';
import { ProblemList, shorten, type TableProblem } from './problems.ts';
import type { CsvTable } from './read-csv.ts';
import { readValue, type ColumnType } from './values.ts';

/**
 * Made by `checkTable` only. Row and entity counts are exact and stay here; the rounded ones are
 * declared.
 */
export interface CheckedTable {
  readonly columns: readonly CheckedColumn[];
  readonly entityKey: string;
  readonly rows: number;
  readonly entities: number;
  readonly rowsRounded: number;
  readonly entitiesRounded: number;
}

type CellFault = Pick<TableProblem, 'code' | 'message'>;
type CellReader = (cell: string) => { value: CellValue } | CellFault;

const typeNames: Record<ColumnType, string> = {
  text: 'text',
  int: 'a whole number such as 1200',
  decimal: 'a number such as 12.5',
  date: 'a day such as 2024-02-29',
};

function cellReader({ type, domain, special = [] }: DeclaredColumn): CellReader {
  const isInDomain = domainTest(domain);
  const expected = describeDomain(domain);
  return (cell) => {
    if (cell === '') return { value: null };
    const value = readValue(type, cell);
    if (value === undefined) {
      const message = `${shorten(cell)} is not ${typeNames[type]}. Correct it or declare another type.`;
      return { code: 'MIXED_TYPES', message };
    }
    if (isInDomain(value) || special.includes(String(value))) return { value };
    const message = `${shorten(cell)} is not in the declared domain (${expected}). Correct it or declare a wider one.`;
    return { code: 'OUT_OF_DOMAIN', message };
  };
}

function keyReader(column: DeclaredColumn, normaliser: Normaliser): CellReader {
  const readCell = cellReader(column);
  return (cell) => {
    if (cell === '') {
      const message = 'The row names no person. Fill in the entity key or delete the row.';
      return { code: 'KEY_EMPTY', message };
    }
    if (normaliser === 'exact/1') return readCell(cell.normalize('NFC'));
    if (/^[0-9]+$/.test(cell)) return readCell(cell);
    const message = `${shorten(cell)} is not digits only. Correct it or choose the normaliser "exact".`;
    return { code: 'OUT_OF_DOMAIN', message };
  };
}

function checkColumn(
  { column, read }: { column: DeclaredColumn; read: CellReader },
  cells: readonly string[],
  problems: ProblemList,
): ReadColumn {
  const values: CellValue[] = [];
  cells.forEach((cell, i) => {
    const result = read(cell);
    if ('value' in result) values.push(result.value);
    else problems.add({ ...result, row: i + 2, column: column.name });
  });
  return { column, values };
}

/** What is wrong with the declaration of one column, before any cell is read. */
function declarationFault(table: CsvTable, column: DeclaredColumn): CellFault | undefined {
  if (!table.header.includes(column.name)) {
    const message = 'The column is declared but not in the file. Add it or remove the declaration.';
    return { code: 'COLUMN_MISSING', message };
  }
  const message = domainFault(column);
  return message === undefined ? undefined : { code: 'MIXED_TYPES', message };
}

/**
 * Applies the declaration strictly: `columns` have passed the manifest's schema, names once each.
 * Columns of the table that are not declared are dropped. Returns typed columns in the declared
 * order, each with its reducers. Throws a TableError with every fault: COLUMN_MISSING, MIXED_TYPES,
 * OUT_OF_DOMAIN, KEY_EMPTY, ROWS_DIFFER.
 */
export function checkTable(
  table: CsvTable,
  columns: readonly DeclaredColumn[],
  entityKey: string,
  normaliser: Normaliser,
): CheckedTable {
  const problems = new ProblemList();
  const keys = columns.filter((column) => column.role === 'entityKey');
  if (keys.length !== 1 || keys[0]?.name !== entityKey) {
    const message = 'Exactly this column must be declared with the role of the entity key.';
    problems.add({ code: 'COLUMN_MISSING', row: 1, column: entityKey, message });
  }
  for (const column of columns) {
    const fault = declarationFault(table, column);
    if (fault !== undefined) problems.add({ ...fault, row: 1, column: column.name });
  }
  problems.throwIfAny();
  const checked = columns.map((column) => {
    const isKey = column.name === entityKey;
    const read = isKey ? keyReader(column, normaliser) : cellReader(column);
    const cells = table.columns[table.header.indexOf(column.name)] ?? [];
    return checkColumn({ column, read }, cells, problems);
  });
  problems.throwIfAny();
  const { rows } = table;
  const persons = checked.find((c) => c.column.name === entityKey)?.values ?? [];
  const reduced = withReducers(checked, persons, problems);
  problems.throwIfAny();
  const entities = new Set(persons).size;
  const rounded = {
    rowsRounded: roundToTwoDigits(rows),
    entitiesRounded: roundToTwoDigits(entities),
  };
  return { columns: reduced, entityKey, rows, entities, ...rounded };
}
