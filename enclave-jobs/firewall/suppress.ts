// Threshold mode on counts: which cells leave. A convention of disclosure control, no guarantee
// (docs/limitations.md). All numbers are true counts inside the worker.

import type { GroupMinima, RawTable } from '../templates/index.ts';

type Mark = boolean[][];
type CellAt = readonly [number, number];

/** Frequency, per owner; zero is below every threshold. */
function belowFrequency(table: RawTable, { entitiesMin }: GroupMinima): Mark {
  return table.rows.map((row) =>
    row.cells.map(
      (cell) => cell.count < entitiesMin || cell.persons.some((persons) => persons < entitiesMin),
    ),
  );
}

/** 0 % and 100 % bad are statements about everybody in the row: both classes or neither. */
function markClasses(table: RawTable, { classMin }: GroupMinima, marked: Mark): void {
  table.rows.forEach((row, r) => {
    const labelled = row.cells.flatMap((cell, c) =>
      table.measures[c]?.class === undefined ? [] : [{ cell, c }],
    );
    const short = labelled.some(({ cell, c }) => cell.count < classMin || marked[r]?.[c] === true);
    if (short) for (const { c } of labelled) mark(marked, [r, c]);
  });
}

function mark(marked: Mark, [row, cell]: CellAt): void {
  const marks = marked[row];
  if (marks !== undefined) marks[cell] = true;
}

function isMarked(marked: Mark, [row, cell]: CellAt): boolean {
  return marked[row]?.[cell] ?? true;
}

function countAt(table: RawTable, [row, cell]: CellAt): number {
  return table.rows[row]?.cells[cell]?.count ?? 0;
}

function sumOf(table: RawTable, cells: readonly CellAt[]): number {
  return cells.reduce((sum, at) => sum + countAt(table, at), 0);
}

/** A cell that is nearly its whole parent says who is not in the rest. */
function markComplements(table: RawTable, { entitiesMin }: GroupMinima, marked: Mark): void {
  for (const parent of table.parents) {
    if (parent.length < 2) continue;
    const total = sumOf(table, parent);
    for (const at of parent) if (total - countAt(table, at) < entitiesMin) mark(marked, at);
  }
}

/**
 * The smallest released cell of a parent whose withheld remainder is one cell, or too few persons.
 */
function nextToWithhold(
  table: RawTable,
  parent: readonly CellAt[],
  { entitiesMin }: GroupMinima,
  marked: Mark,
): CellAt | undefined {
  const withheld = parent.filter((at) => isMarked(marked, at));
  const released = parent.filter((at) => !isMarked(marked, at));
  if (withheld.length === 0 || released.length === 0) return undefined;
  if (withheld.length >= 2 && sumOf(table, withheld) >= entitiesMin) return undefined;
  return released.reduce((least, at) => (countAt(table, at) < countAt(table, least) ? at : least));
}

/** Withholds more until no sum that somebody may know gives a withheld cell away. */
function markSecondary(table: RawTable, thresholds: GroupMinima, marked: Mark): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const parent of table.parents) {
      const next = nextToWithhold(table, parent, thresholds, marked);
      if (next === undefined) continue;
      mark(marked, next);
      changed = true;
    }
    markClasses(table, thresholds, marked);
  }
}

/** True where a cell must not leave, in the shape of the table. */
export function cellsToWithhold(table: RawTable, thresholds: GroupMinima): readonly boolean[][] {
  const marked = belowFrequency(table, thresholds);
  markComplements(table, thresholds, marked);
  markClasses(table, thresholds, marked);
  markSecondary(table, thresholds, marked);
  return marked;
}
