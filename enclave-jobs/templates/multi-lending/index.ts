// multi-lending (J2): persons by the number of lenders that know them, crossed with good and bad
// where one input declares a label.

import {
  defineTemplate,
  inputOf,
  keyUse,
  refuseParams,
  type ColumnUse,
  type TemplateInput,
  type TemplateJob,
} from '../template.ts';
import { isLabelDomain, type Hash } from '../../protocol/index.ts';
import { multiLendingParams, type MultiLendingParams } from './params.ts';
import { classes, keyOf, multiLendingPlan, type MultiLendingPlanInput } from './plan.ts';

const ownersMin = 3;

/** The one 0/1 label column of an input. */
function labelOf(input: TemplateInput): string {
  const labels = input.columns.filter((column) => column.role === 'label');
  const [label] = labels;
  if (label === undefined || labels.length !== 1) return refuseParams('label');
  if (!isLabelDomain(label.domain)) refuseParams('label domain');
  return label.name;
}

/**
 * With two lenders the table is their overlap; a reader who is a lender can subtract itself (P14).
 */
function checkOwners({ inputs, recipients }: TemplateJob): void {
  const owners = new Set(inputs.flatMap((input) => input.owners));
  if (owners.size < ownersMin) refuseParams('fewer than three owners');
  // Several inputs of one owner would turn the number of lenders into a statement about that owner.
  if (owners.size !== inputs.length) refuseParams('one input per owner');
  for (const reader of recipients) {
    const others = [...owners].filter((owner) => owner !== reader).length;
    if (owners.has(reader) && others < ownersMin) refuseParams('recipient owns an input');
  }
}

function sentenceOf(plan: MultiLendingPlanInput, job: TemplateJob, name: (party: Hash) => string) {
  const owners = [...new Set(job.inputs.flatMap((input) => input.owners))].map(name);
  const label = plan.label === null ? null : inputOf(job, plan.label.alias);
  const crossed =
    label === null
      ? ''
      : `, crossed with good and bad as ${label.owners.map(name).join(' and ')} says`;
  return (
    `Count persons by how many of ${owners.join(', ')} know them${crossed}; never which of them. ` +
    `Counts below ${job.entitiesMin} persons of any lender are withheld and the others rounded to 5. ` +
    `${job.recipients.map(name).join(', ')} will read the counts; nobody reads a row.`
  );
}

function prepare(params: MultiLendingParams, job: TemplateJob) {
  checkOwners(job);
  if (params.topCode > job.inputs.length) refuseParams('topCode');
  const label =
    params.label === 'none'
      ? null
      : { alias: params.label, column: labelOf(inputOf(job, params.label)) };
  const plan: MultiLendingPlanInput = { inputs: job.inputs, topCode: params.topCode, label };
  const columns: ColumnUse[] = job.inputs.map(keyUse);
  if (label !== null) columns.push({ ...label, role: 'label' });
  const keys = Array.from({ length: params.topCode }, (_, i) =>
    keyOf(i + 1, params.topCode, job.inputs.length),
  );
  const lenders = { role: 'dimension' as const, column: 'lenders', values: keys };
  return {
    columns,
    gridColumns:
      label === null
        ? [lenders]
        : [lenders, { role: 'label' as const, column: label.column, values: [...classes] }],
    cells: params.topCode * (label === null ? 1 : classes.length),
    plan: multiLendingPlan(plan),
    sentence: (name: (party: Hash) => string) => sentenceOf(plan, job, name),
  };
}

export const template = defineTemplate({
  id: 'multi-lending',
  version: 1,
  title: 'Persons by number of lenders',
  params: multiLendingParams,
  prepare,
});
