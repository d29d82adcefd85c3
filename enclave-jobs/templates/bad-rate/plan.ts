// One lender's customers with a label, counted good and bad in each group. Nobody else's persons
// are in the frame: others only say whether they know one of them.

import type {
  Dimension,
  GridColumn,
  MeasurePlan,
  Plan,
  TablePlan,
  TemplateInput,
} from '../contract.ts';
import { gridOf } from '../define.ts';
import { all, column, constant, equals, keyOfNumber, member, numberKeys } from '../expressions.ts';
import { dimensionNames, dimensionValues, labelColumn, loadOf } from '../facts.ts';

export interface BadRatePlanInput {
  readonly lender: TemplateInput;
  readonly label: string;
  /** One partner, or several lenders of whom only the number counts. */
  readonly others: readonly TemplateInput[];
  readonly isByPartner: boolean;
  readonly segment: { readonly name: string; readonly values: readonly string[] } | undefined;
}

const labelAs = 'label';
const segmentAs = 'segment';
/** More other lenders are one row. */
const topOthers = 3;
const partnerKeys = ['not known', 'known'];

function othersDimension({ others, isByPartner }: BadRatePlanInput): Dimension {
  const known = others.map(({ alias }) => member(alias));
  const most = others.length;
  return isByPartner
    ? { name: 'partner', values: partnerKeys, of: keyOfNumber(known, partnerKeys, 0) }
    : ofLenders(known, numberKeys(0, Math.min(most, topOthers), most));
}

function ofLenders(known: Parameters<typeof keyOfNumber>[0], keys: readonly string[]): Dimension {
  return { name: 'other lenders', values: keys, of: keyOfNumber(known, keys, 0) };
}

function segmentDimension({ lender, segment }: BadRatePlanInput): readonly Dimension[] {
  if (segment === undefined) return [];
  return [{ name: segment.name, values: segment.values, of: column(lender.alias, segmentAs) }];
}

/** Nobody else's customers are among those whom nobody else knows. */
function contributors(input: BadRatePlanInput, rows: number, each: number): MeasurePlan['inputs'] {
  const everybody = [input.lender, ...input.others].map(({ alias }) => alias);
  return Array.from({ length: rows }, (_, row) => (row < each ? [input.lender.alias] : everybody));
}

/**
 * Sums that somebody may know: good and bad of one group; the lender's own good or bad of a
 * segment; a group over all segments, which a second job would show.
 */
function parentsOf(groups: number, segments: number): TablePlan['parents'] {
  const at = (group: number, segment: number) => group * segments + segment;
  const count = (length: number) => Array.from({ length }, (_, i) => i);
  const cells = (rows: readonly number[], measure: number) =>
    rows.map((row) => [row, measure] as const);
  return [
    ...count(groups * segments).map((row) => [0, 1].map((measure) => [row, measure] as const)),
    ...count(segments).flatMap((s) =>
      [0, 1].map((measure) =>
        cells(
          count(groups).map((group) => at(group, s)),
          measure,
        ),
      ),
    ),
    ...(segments === 1
      ? []
      : count(groups).flatMap((group) =>
          [0, 1].map((measure) =>
            cells(
              count(segments).map((s) => at(group, s)),
              measure,
            ),
          ),
        )),
  ];
}

export function badRatePlan(input: BadRatePlanInput): Plan {
  const { lender, label, others, segment } = input;
  const groups = othersDimension(input);
  const segments = segment?.values.length ?? 1;
  const rows = groups.values.length * segments;
  const says = (value: number) => equals(column(lender.alias, labelAs), constant(value));
  const ofClass = (name: 'good' | 'bad', value: number): MeasurePlan => ({
    ...{ name, kind: 'classes', class: name, where: all(says(value)) },
    inputs: contributors(input, rows, segments),
  });
  const wanted = [
    { column: label, as: labelAs },
    ...(segment === undefined ? [] : [{ column: segment.name, as: segmentAs }]),
  ];
  return {
    loads: [loadOf(lender, wanted), ...others.map((one) => loadOf(one))],
    keep: member(lender.alias),
    tables: [
      {
        name: 'good and bad customers',
        dimensions: [groups, ...segmentDimension(input)],
        measures: [ofClass('good', 0), ofClass('bad', 1)],
        parents: parentsOf(groups.values.length, segments),
      },
    ],
  };
}

/** Of each table with a label: by one partner, by each number of others, and by each segment. */
export function badRateGrids(inputs: readonly TemplateInput[]): readonly (readonly GridColumn[])[] {
  return inputs.flatMap((lender) => {
    const label = labelColumn(lender)?.name;
    if (label === undefined) return [];
    const segments = [
      undefined,
      ...dimensionNames(lender).map((name) => ({
        ...{ name, values: dimensionValues(lender, name) ?? [] },
      })),
    ];
    const madeUp = (count: number) => Array.from({ length: count }, () => ({ ...lender }));
    return segments.flatMap((segment) =>
      [1, 2, topOthers, topOthers + 1].map((count) => {
        const plan = { lender, label, others: madeUp(count), isByPartner: count === 1, segment };
        return gridOf(badRatePlan(plan));
      }),
    );
  });
}
