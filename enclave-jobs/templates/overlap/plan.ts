// J1: all persons of two inputs, counted by side and segment. A person in both inputs has the
// segment that `left` says; what `right` says counts only for persons of `right` alone.

import type { GridColumn, MeasurePlan, Plan, TablePlan, TemplateInput } from '../contract.ts';
import { gridOf } from '../define.ts';
import { all, column, first, member, not } from '../expressions.ts';
import { dimensionNames, dimensionValues, loadOf } from '../facts.ts';

export interface OverlapPlanInput {
  readonly left: TemplateInput;
  readonly right: TemplateInput;
  /** One row over everybody where there is none. */
  readonly segment:
    | { readonly name: string; readonly values: readonly string[]; readonly rightHasIt: boolean }
    | undefined;
}

const segmentAs = 'segment';

/** A person in both is in the row that `left` says; in no row where `left` says nothing. */
function dimensionsOf({ left, right, segment }: OverlapPlanInput): TablePlan['dimensions'] {
  if (segment === undefined) return [];
  const ofLeft = { if: member(left.alias), then: column(left.alias, segmentAs) };
  const ofRight = { if: member(right.alias), then: column(right.alias, segmentAs) };
  const of = segment.rightHasIt ? first(ofLeft, ofRight) : first(ofLeft);
  return [{ name: segment.name, values: segment.values, of }];
}

function measuresOf({ left, right, segment }: OverlapPlanInput, rows: number): MeasurePlan[] {
  const [l, r] = [member(left.alias), member(right.alias)];
  const everyRow = (...aliases: readonly string[]) => Array.from({ length: rows }, () => aliases);
  const kind = 'persons' as const;
  const leftOnly: MeasurePlan = {
    ...{ name: 'leftOnly', kind, where: all(l, not(r)) },
    inputs: everyRow(left.alias),
  };
  const both: MeasurePlan = {
    ...{ name: 'both', kind, where: all(l, r) },
    inputs: everyRow(left.alias, right.alias),
  };
  // Persons of `right` alone have no segment where `right` does not say one.
  if (segment !== undefined && !segment.rightHasIt) return [leftOnly, both];
  const rightOnly: MeasurePlan = {
    ...{ name: 'rightOnly', kind, where: all(r, not(l)) },
    inputs: everyRow(right.alias),
  };
  const bothByRight: MeasurePlan = {
    ...both,
    ...{ name: 'bothByRight', hidden: true },
    ...(segment === undefined ? {} : { by: [column(right.alias, segmentAs)] }),
  };
  return [leftOnly, rightOnly, both, bothByRight];
}

/**
 * Each owner knows the size of its own table in each row, by its own segments: the right one's rest
 * is what it shares by *its* segments, a number that is never released but must be large as well. A
 * second job may show whole columns.
 */
function parentsOf(rows: number, measures: readonly MeasurePlan[]): TablePlan['parents'] {
  const at = (name: string) => measures.findIndex((one) => one.name === name);
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
    measures.forEach(({ hidden }, measure) => {
      if (hidden === true) return;
      parents.push(Array.from({ length: rows }, (_, row) => [row, measure]));
    });
  }
  return parents;
}

export function overlapPlan(input: OverlapPlanInput): Plan {
  const { left, right, segment } = input;
  const wanted = segment === undefined ? [] : [{ column: segment.name, as: segmentAs }];
  const rows = segment?.values.length ?? 1;
  const measures = measuresOf(input, rows);
  const parents = parentsOf(rows, measures);
  return {
    loads: [loadOf(left, wanted), loadOf(right, segment?.rightHasIt === true ? wanted : [])],
    tables: [{ name: 'overlap', dimensions: dimensionsOf(input), measures, parents }],
  };
}

/** By each dimension of a table, alone and with each other table that declares it alike. */
export function segmentGrids(inputs: readonly TemplateInput[]): readonly (readonly GridColumn[])[] {
  return inputs.flatMap((left) =>
    dimensionNames(left).flatMap((name) => {
      const values = dimensionValues(left, name) ?? [];
      const alike = inputs.filter(
        (right) =>
          right !== left && JSON.stringify(dimensionValues(right, name)) === JSON.stringify(values),
      );
      const gridWith = (right: TemplateInput, rightHasIt: boolean) =>
        gridOf(overlapPlan({ left, right, segment: { name, values, rightHasIt } }));
      return [gridWith(left, false), ...alike.map((right) => gridWith(right, true))];
    }),
  );
}
