// A person may have several rows. Where they differ in a column, its owner says what counts; where
// they do not, every way gives the same value, and nobody is asked.

import { knownReducers, type Column, type KnownReducer } from '../../protocol/index.ts';
import type { CellValue, CheckedColumn, ReadColumn } from './columns.ts';
import type { ProblemList } from './problems.ts';

/** What can be chosen for a column. The key has no choice: it says whose row it is. */
export function reducersFor({
  role,
  type,
}: Pick<Column, 'role' | 'type'>): readonly KnownReducer[] {
  if (role === 'entityKey') return [];
  if (role === 'label') return ['worst', 'only'];
  return type === 'text' ? ['only'] : knownReducers.filter((word) => word !== 'worst');
}

const ways: Readonly<Record<KnownReducer, string>> = {
  worst: 'worst (bad if any row says so)',
  only: 'only (no value unless all rows agree)',
  max: 'max (the largest)',
  min: 'min (the smallest)',
};

/** How many persons have two rows with different values; a row without a value says nothing. */
function personsThatDiffer(persons: readonly CellValue[], values: readonly CellValue[]): number {
  const known = new Map<CellValue, CellValue>();
  const differing = new Set<CellValue>();
  values.forEach((value, row) => {
    const person = persons[row] ?? null;
    if (value === null) return;
    const before = known.get(person);
    if (before === undefined) known.set(person, value);
    else if (before !== value) differing.add(person);
  });
  return differing.size;
}

/** Each column with a reducer, but the key. Adds ROWS_DIFFER where its owner must choose. */
export function withReducers(
  columns: readonly ReadColumn[],
  persons: readonly CellValue[],
  problems: ProblemList,
): readonly CheckedColumn[] {
  return columns.map(({ column: declared, values }) => {
    const { reducers = [] } = declared;
    const column = { ...declared, reducers };
    if (column.role === 'entityKey' || reducers.length > 0) return { column, values };
    const differing = personsThatDiffer(persons, values);
    if (differing > 0) {
      const who = differing === 1 ? '1 person has rows' : `${differing} persons have rows`;
      const choices = reducersFor(column).map((way) => ways[way]);
      const message = `${who} with different values. Choose what counts: ${choices.join(', ')}.`;
      problems.add({ code: 'ROWS_DIFFER', row: 1, column: column.name, message });
    }
    return { column: { ...column, reducers: ['only'] }, values };
  });
}
