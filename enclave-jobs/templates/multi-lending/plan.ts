// J2: persons by the number of lenders that know them. Which lender is never an output; how many
// persons each lender has in a cell is counted only for the firewall.

import type { GridColumn, MeasurePlan, Plan, TablePlan, TemplateInput } from '../contract.ts';
import { gridOf } from '../define.ts';
import {
  all,
  column,
  constant,
  equals,
  keyOfNumber,
  member,
  not,
  numberKeys,
} from '../expressions.ts';
import { labelColumn, loadOf } from '../facts.ts';

export interface MultiLendingPlanInput {
  readonly inputs: readonly TemplateInput[];
  readonly topCode: number;
  /** The input that says good or bad, and its label column. */
  readonly label: { readonly alias: string; readonly column: string } | undefined;
}

const labelAs = 'label';

/**
 * The inputs whose persons can be in a cell. Who has no label is not at the labelling lender; who
 * has one and is known once is known there only; nobody without a label is known to all.
 */
function contributors(
  { inputs, topCode, label }: MultiLendingPlanInput,
  measure: string,
): MeasurePlan['inputs'] {
  const everybody = inputs.map(({ alias }) => alias);
  return Array.from({ length: topCode }, (_, row) => {
    const lenders = row + 1;
    if (label === undefined) return everybody;
    if (measure !== 'unlabelled') return lenders === 1 ? [label.alias] : everybody;
    return lenders === inputs.length ? [] : everybody.filter((alias) => alias !== label.alias);
  });
}

function measuresOf(input: MultiLendingPlanInput): readonly MeasurePlan[] {
  const { label } = input;
  const inputs = (name: string) => contributors(input, name);
  if (label === undefined) {
    return [{ name: 'persons', kind: 'persons', where: all(), inputs: inputs('persons') }];
  }
  // Unlabelled is who is not at the labelling lender; whoever is there with another value is in no
  // row.
  const labelled = member(label.alias);
  const says = (value: number) => equals(column(label.alias, labelAs), constant(value));
  const ofClass = (name: 'good' | 'bad', value: number): MeasurePlan => ({
    ...{ name, kind: 'classes', class: name },
    ...{ where: all(labelled, says(value)), inputs: inputs(name) },
  });
  return [
    ofClass('good', 0),
    ofClass('bad', 1),
    { name: 'unlabelled', kind: 'persons', where: not(labelled), inputs: inputs('unlabelled') },
  ];
}

/** Rows and columns whose sum somebody may know; cells that nobody can be in say nothing. */
function parentsOf(rows: number, measures: readonly MeasurePlan[]): TablePlan['parents'] {
  const cells = Array.from({ length: rows }, (_, row) =>
    measures.flatMap(({ inputs }, m) =>
      (inputs[row]?.length ?? 0) > 0 ? [[row, m] as const] : [],
    ),
  );
  const columns = measures.map((_, m) => cells.flat().filter(([, measure]) => measure === m));
  return [...(measures.length > 1 ? cells : []), ...columns];
}

function loadsOf({ inputs, label }: Pick<MultiLendingPlanInput, 'inputs' | 'label'>) {
  return inputs.map((input) =>
    loadOf(input, input.alias === label?.alias ? [{ column: label.column, as: labelAs }] : []),
  );
}

function lendersOf(inputs: readonly TemplateInput[], keys: readonly string[]) {
  const known = inputs.map(({ alias }) => member(alias));
  return { name: 'lenders', values: keys, of: keyOfNumber(known, keys, 1) };
}

export function multiLendingPlan(input: MultiLendingPlanInput): Plan {
  const { inputs, topCode } = input;
  const measures = measuresOf(input);
  return {
    loads: loadsOf(input),
    tables: [
      {
        name: 'persons by number of lenders',
        dimensions: [lendersOf(inputs, numberKeys(1, topCode, inputs.length))],
        measures,
        parents: parentsOf(topCode, measures),
      },
    ],
  };
}

/** As many lenders as a rule is made for in advance: more need a rule of their own. */
const lendersInRules = 8;

/** Each number of lenders, with an open last row and with a closed one, and by each label. */
export function lenderGrids(tables: readonly TemplateInput[]): readonly (readonly GridColumn[])[] {
  const labels = tables.flatMap((input) => {
    const found = labelColumn(input);
    return found === undefined ? [] : [{ input, label: { ...input, column: found.name } }];
  });
  const loads = [[], ...labels.map(({ input, label }) => loadsOf({ inputs: [input], label }))];
  const keys = Array.from({ length: lendersInRules - 1 }, (_, i) => i + 2).flatMap((top) => [
    ...(top < 3 ? [] : [numberKeys(1, top, top)]),
    numberKeys(1, top, top + 1),
  ]);
  return loads.flatMap((load) =>
    keys.map((values) => {
      const dimensions = [lendersOf([], values)];
      const table = { name: '', dimensions, measures: [], parents: [] };
      return gridOf({ loads: load, tables: [table] });
    }),
  );
}
