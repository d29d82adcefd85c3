// overlap (J1): persons in the left input only, in the right only, and in both; by segment if
// asked.

import {
  defineTemplate,
  inputOf,
  keyUse,
  refuseParams,
  type ColumnUse,
  type TemplateInput,
  type TemplateJob,
} from '../template.ts';
import { overlapParams, type OverlapParams } from './params.ts';
import { measures, overlapPlan, type OverlapPlanInput } from './plan.ts';

/** The declared values of a dimension column, or null if the input has no such column. */
function segmentValues(input: TemplateInput, column: string): readonly string[] | null {
  const found = input.columns.find((c) => c.name === column && c.role === 'dimension');
  return found?.domain.kind === 'enum' ? found.domain.values : null;
}

function segmentOf(params: OverlapParams, left: TemplateInput, right: TemplateInput) {
  if (params.segment === 'none') return { segment: null, rightHasSegment: false };
  const values = segmentValues(left, params.segment) ?? refuseParams('segment');
  const ofRight = segmentValues(right, params.segment);
  if (ofRight !== null && JSON.stringify(ofRight) !== JSON.stringify(values)) {
    return refuseParams('segment domains differ');
  }
  return {
    segment: { column: params.segment, values },
    rightHasSegment: ofRight !== null,
  };
}

function columnsOf({ left, right, segment, rightHasSegment }: OverlapPlanInput): ColumnUse[] {
  const uses: ColumnUse[] = [keyUse(left), keyUse(right)];
  if (segment !== null) {
    uses.push({ alias: left.alias, column: segment.column, role: 'dimension' });
    if (rightHasSegment) {
      uses.push({ alias: right.alias, column: segment.column, role: 'dimension' });
    }
  }
  return uses;
}

function prepare(params: OverlapParams, job: TemplateJob) {
  const left = inputOf(job, params.left);
  const right = inputOf(job, params.right);
  if (left === right || job.inputs.length !== 2) return refuseParams('inputs');
  const plan: OverlapPlanInput = { left, right, ...segmentOf(params, left, right) };
  const rows = plan.segment?.values.length ?? 1;
  return {
    columns: columnsOf(plan),
    gridColumns:
      plan.segment === null
        ? []
        : [
            {
              role: 'dimension' as const,
              column: plan.segment.column,
              values: plan.segment.values,
            },
          ],
    cells: rows * measures.length,
    plan: overlapPlan(plan),
    sentence: (name: (party: TemplateInput['owners'][number]) => string) => {
      const a = left.owners.map(name).join(' and ');
      const b = right.owners.map(name).join(' and ');
      const by = plan.segment === null ? '' : `, by ${plan.segment.column}`;
      return (
        `Count how many persons are known to ${a} only, to ${b} only, and to both${by}. ` +
        `Counts below ${job.entitiesMin} persons are withheld and the others rounded to 5. ` +
        `${job.recipients.map(name).join(', ')} will read the counts; nobody reads a row.`
      );
    },
  };
}

export const template = defineTemplate({
  id: 'overlap',
  version: 1,
  title: 'Overlap of two datasets',
  params: overlapParams,
  prepare,
});
