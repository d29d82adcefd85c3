// J1: a full outer join of persons, counted by side and segment. A person in both inputs has the
// segment that `left` says.

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

function statement({ left, right, segment, rightHasSegment }: OverlapPlanInput): string {
  const ofRight = rightHasSegment ? 'r.segment' : 'NULL';
  const group = segment === null ? "''" : `coalesce(l.segment, ${ofRight})`;
  return `SELECT ${group} AS segment,
    count(*) FILTER (WHERE r.key IS NULL) AS "leftOnly",
    count(*) FILTER (WHERE l.key IS NULL) AS "rightOnly",
    count(*) FILTER (WHERE l.key IS NOT NULL AND r.key IS NOT NULL) AS "both"
  FROM "${left.alias}" l FULL OUTER JOIN "${right.alias}" r ON l.key = r.key
  GROUP BY 1`;
}

function cellsOf(row: EngineRow | undefined, measuresHere: readonly string[]): RawCell[] {
  return measuresHere.map((measure) => {
    const count = countOf(row, measure);
    // A person in both is one of each owner's: the same number of persons per owner.
    return { count, persons: measure === 'both' ? [count, count] : [count] };
  });
}

/** Each owner knows the size of its own table in each row; a second job may show whole columns. */
function parentsOf(rows: number, measuresHere: readonly string[]) {
  const at = (measure: string) => measuresHere.indexOf(measure);
  const parents: [number, number][][] = [];
  for (let row = 0; row < rows; row++) {
    parents.push([
      [row, at('leftOnly')],
      [row, at('both')],
    ]);
    if (at('rightOnly') >= 0)
      parents.push([
        [row, at('rightOnly')],
        [row, at('both')],
      ]);
  }
  if (rows > 1) {
    for (let measure = 0; measure < measuresHere.length; measure++) {
      parents.push(Array.from({ length: rows }, (_, row) => [row, measure]));
    }
  }
  return parents;
}

function toTable(input: OverlapPlanInput, rows: readonly EngineRow[]): RawTable {
  const keys = input.segment === null ? [''] : input.segment.values;
  // Persons of `right` alone have no segment where `right` does not say one.
  const known = input.segment === null || input.rightHasSegment;
  const measuresHere = known ? [...measures] : ['leftOnly', 'both'];
  return {
    name: 'overlap',
    dimensions: input.segment === null ? [] : [input.segment.column],
    measures: measuresHere,
    rows: keys.map((key) => ({
      key: input.segment === null ? [] : [key],
      cells: cellsOf(
        rows.find((row) => row['segment'] === key),
        measuresHere,
      ),
    })),
    parents: parentsOf(keys.length, measuresHere),
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
