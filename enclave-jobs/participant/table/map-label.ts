// A label is 0 or 1 in every sealed table. Where a file says it in words, its owner says which
// words mean bad, and the cells are rewritten before anything is sealed.

import { ProblemList, shorten } from './problems.ts';
import type { CsvTable } from './read-csv.ts';

/**
 * Every value that the column may have, on one side or the other; an empty cell stays without a
 * label.
 */
export interface LabelMap {
  /** Become 1. */
  readonly bad: readonly string[];
  /** Become 0. */
  readonly good: readonly string[];
}

/** By column name. */
export type LabelMaps = Readonly<Partial<Record<string, LabelMap>>>;

function reader({ bad, good }: LabelMap): (cell: string) => string | undefined {
  const words = new Map<string, string>([['', '']]);
  for (const word of good) words.set(word, '0');
  for (const word of bad) words.set(word, '1');
  return (cell) => words.get(cell);
}

/**
 * The table with its labels as 0 and 1. Throws a TableError: COLUMN_MISSING for a map of no column
 * or one with a value on both sides, OUT_OF_DOMAIN for a value on neither.
 */
export function withLabels(table: CsvTable, maps: LabelMaps): CsvTable {
  const problems = new ProblemList();
  const columns = [...table.columns];
  for (const [name, map] of Object.entries(maps)) {
    if (map === undefined) continue;
    const at = table.header.indexOf(name);
    if (at < 0 || map.bad.some((word) => map.good.includes(word))) {
      const message =
        'Say of one column of the file which of its values mean bad, each value once.';
      problems.add({ code: 'COLUMN_MISSING', row: 1, column: name, message });
      continue;
    }
    const read = reader(map);
    columns[at] = (table.columns[at] ?? []).map((cell, i) => {
      const value = read(cell);
      if (value !== undefined) return value;
      const message = `${shorten(cell)} is said to mean neither good nor bad. Choose what it means, or correct it.`;
      problems.add({ code: 'OUT_OF_DOMAIN', row: i + 2, column: name, message });
      return '';
    });
  }
  problems.throwIfAny();
  return { ...table, columns };
}
