// J2: persons by the number of lenders that know them. Which lender is never an output; how many
// persons each lender has in a cell is counted only for the firewall.

import {
  countOf,
  type EngineRow,
  type Plan,
  type RawCell,
  type RawTable,
  type TemplateInput,
} from '../template.ts';

export interface MultiLendingPlanInput {
  readonly inputs: readonly TemplateInput[];
  readonly topCode: number;
  /** The input that says good or bad, and its label column. */
  readonly label: { readonly alias: string; readonly column: string } | null;
}

export const classes = ['good', 'bad', 'unlabelled'] as const;

function statement({ inputs, topCode, label }: MultiLendingPlanInput): string {
  const known = inputs
    .map((input, i) => `SELECT key, ${i} AS lender FROM "${input.alias}"`)
    .join(' UNION ALL ');
  const members = inputs
    .map((_, i) => `count(*) FILTER (WHERE list_contains(lenders, ${i})) AS member${i}`)
    .join(', ');
  // Unlabelled is who is not at the labelling lender; whoever is there with another value is in no
  // row.
  const labelClass =
    label === null
      ? "'all'"
      : `CASE WHEN y.key IS NULL THEN 'unlabelled' WHEN y.label = '0' THEN 'good' WHEN y.label = '1' THEN 'bad' END`;
  const join = label === null ? '' : `LEFT JOIN "${label.alias}" y ON y.key = p.key`;
  return `SELECT least(len(lenders), ${topCode}) AS lenders, ${labelClass} AS class,
    count(*) AS persons, ${members}
  FROM (SELECT key, list(lender) AS lenders FROM (${known}) GROUP BY key) p ${join}
  GROUP BY 1, 2`;
}

/**
 * The inputs whose persons can be in a cell. Who has no label is not at the labelling lender; who
 * has one and is known once is known there only; nobody without a label is known to all.
 */
function contributors(input: MultiLendingPlanInput, lenders: number, measure: string): number[] {
  const all = input.inputs.map((_, i) => i);
  if (input.label === null) return all;
  const labeller = input.inputs.findIndex((i) => i.alias === input.label?.alias);
  if (measure !== 'unlabelled') return lenders === 1 ? [labeller] : all;
  return lenders === all.length ? [] : all.filter((i) => i !== labeller);
}

function cellOf(
  input: MultiLendingPlanInput,
  rows: readonly EngineRow[],
  lenders: number,
  measure: string,
): RawCell {
  const row = rows.find((r) => r['lenders'] === lenders && r['class'] === measure);
  const cell = {
    count: countOf(row, 'persons'),
    persons: contributors(input, lenders, measure).map((i) => countOf(row, `member${i}`)),
  };
  return measure === 'good' || measure === 'bad' ? { ...cell, labelClass: measure } : cell;
}

/** Rows and columns whose sum somebody may know; cells that nobody can be in say nothing. */
function parentsOf(input: MultiLendingPlanInput, measures: readonly string[]): RawTable['parents'] {
  const possible = (row: number, m: number) =>
    contributors(input, row + 1, measures[m] ?? '').length > 0;
  const rows = Array.from({ length: input.topCode }, (_, row) => row);
  const cells = rows.map((row) =>
    measures.flatMap((_, m) => (possible(row, m) ? [[row, m] as const] : [])),
  );
  const columns = measures.map((_, m) => cells.flat().filter(([, measure]) => measure === m));
  return [...(measures.length > 1 ? cells : []), ...columns];
}

function toTable(input: MultiLendingPlanInput, rows: readonly EngineRow[]): RawTable {
  const measures = input.label === null ? ['all'] : [...classes];
  const counts = Array.from({ length: input.topCode }, (_, i) => i + 1);
  return {
    name: 'persons by number of lenders',
    dimensions: ['lenders'],
    measures: input.label === null ? ['persons'] : measures,
    rows: counts.map((lenders) => ({
      key: [keyOf(lenders, input.topCode, input.inputs.length)],
      cells: measures.map((measure) => cellOf(input, rows, lenders, measure)),
    })),
    parents: parentsOf(input, measures),
  };
}

/** "3", or "3 or more" where the last row is open. */
export function keyOf(lenders: number, topCode: number, inputs: number): string {
  return lenders === topCode && topCode < inputs ? `${lenders} or more` : String(lenders);
}

export function multiLendingPlan(input: MultiLendingPlanInput): Plan {
  return {
    loads: input.inputs.map((one) => ({
      alias: one.alias,
      key: one.entityKey.column,
      normaliser: one.normaliser,
      columns:
        one.alias === input.label?.alias ? [{ column: input.label.column, as: 'label' }] : [],
    })),
    sql: statement(input),
    toTables: (rows) => [toTable(input, rows)],
  };
}
