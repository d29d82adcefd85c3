// J1: a full outer join of persons, counted by side and segment. A person in both inputs has the
// segment that `left` says; what `right` says counts only for persons of `right` alone.

import { countOf, type EngineRow, type Plan, type RawCell, type RawTable } from '../template.ts';
import type { TemplateInput } from '../template.ts';

export const measures = ['leftOnly', 'rightOnly', 'both'] as const;

export interface OverlapPlanInput {
  readonly left: TemplateInput;
  readonly right: TemplateInput;
  /** The declared values of the segment column, or null for one row over everybody. */
  readonly segment: { readonly column: string; readonly values: readonly string[] } | null;
  readonly rightHasSegment: boolean;
}

function load(input: TemplateInput, segment: string | null) {
  return {
    alias: input.alias,
    key: input.entityKey.column,
    normaliser: input.normaliser,
    columns: segment === null ? [] : [{ column: segment, as: 'segment' }],
  };
}

/** A person in both is in the row that `left` says; in no row where `left` says nothing. */
function statement({ left, right, segment, rightHasSegment }: OverlapPlanInput): string {
  const ofLeft = segment === null ? "''" : 'l.segment';
  const ofRight = segment === null ? "''" : rightHasSegment ? 'r.segment' : 'NULL';
  const joined = `"${left.alias}" l FULL OUTER JOIN "${right.alias}" r ON l.key = r.key`;
  return `SELECT segment, sum("leftOnly") AS "leftOnly", sum("rightOnly") AS "rightOnly",
    sum("both") AS "both", sum("bothByRight") AS "bothByRight"
  FROM (
    SELECT CASE WHEN l.key IS NULL THEN ${ofRight} ELSE ${ofLeft} END AS segment,
      CAST(r.key IS NULL AS INTEGER) AS "leftOnly", CAST(l.key IS NULL AS INTEGER) AS "rightOnly",
      CAST(l.key IS NOT NULL AND r.key IS NOT NULL AS INTEGER) AS "both", 0 AS "bothByRight"
    FROM ${joined}
    UNION ALL
    SELECT ${ofRight}, 0, 0, 0, 1 FROM ${joined} WHERE l.key IS NOT NULL AND r.key IS NOT NULL
  ) GROUP BY 1`;
}

function cellsOf(row: EngineRow | undefined, columns: readonly string[]): RawCell[] {
  return columns.map((column) => {
    const count = countOf(row, column);
    // A person in both is one of each owner's: the same number of persons per owner.
    return { count, persons: column.startsWith('both') ? [count, count] : [count] };
  });
}

/**
 * Each owner knows the size of its own table in each row, by its own segments: the right one's rest
 * is what it shares by *its* segments, a number that is never released but must be large as well. A
 * second job may show whole columns.
 */
function parentsOf(
  rows: number,
  columns: readonly string[],
  released: number,
): RawTable['parents'] {
  const at = (column: string) => columns.indexOf(column);
  const parents: [number, number][][] = [];
  for (let row = 0; row < rows; row++) {
    parents.push([
      [row, at('leftOnly')],
      [row, at('both')],
    ]);
    if (at('rightOnly') < 0) continue;
    parents.push([
      [row, at('rightOnly')],
      [row, at('bothByRight')],
    ]);
  }
  if (rows > 1) {
    for (let column = 0; column < released; column++) {
      parents.push(Array.from({ length: rows }, (_, row) => [row, column]));
    }
  }
  return parents;
}

function toTable(input: OverlapPlanInput, rows: readonly EngineRow[]): RawTable {
  const keys = input.segment === null ? [''] : input.segment.values;
  // Persons of `right` alone have no segment where `right` does not say one.
  const known = input.segment === null || input.rightHasSegment;
  const measuresHere = known ? [...measures] : ['leftOnly', 'both'];
  const columns = known ? [...measuresHere, 'bothByRight'] : measuresHere;
  return {
    name: 'overlap',
    dimensions: input.segment === null ? [] : [input.segment.column],
    measures: measuresHere,
    rows: keys.map((key) => ({
      key: input.segment === null ? [] : [key],
      cells: cellsOf(
        rows.find((row) => row['segment'] === key),
        columns,
      ),
    })),
    parents: parentsOf(keys.length, columns, measuresHere.length),
  };
}

export function overlapPlan(input: OverlapPlanInput): Plan {
  const segment = input.segment?.column ?? null;
  return {
    loads: [load(input.left, segment), load(input.right, input.rightHasSegment ? segment : null)],
    sql: statement(input),
    toTables: (rows) => [toTable(input, rows)],
  };
}
