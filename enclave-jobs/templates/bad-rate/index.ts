// bad-rate: persons and bad rate of one lender's customers, by whether one partner knows them or by
// how many other lenders do, and by segment if asked.

import type { AnswerColumn, AnswerValue, Cell, OutputTable } from '../../protocol/index.ts';
import { none, type NameOf, type TemplateJob } from '../contract.ts';
import { defineTemplate } from '../define.ts';
import { dimensionValues, inputOf, labelColumn, refuseParams } from '../facts.ts';
import { hasCount, percentColumn, percentOf } from '../formulas/percent.ts';
import { badRateGrids, badRatePlan } from './plan.ts';

const inputsMax = 16;
/** As in multi-lending: with two lenders a number of lenders is a statement about one of them. */
const lendersMin = 3;

interface BadRateValues {
  readonly lender: string;
  readonly by: string;
  readonly segment: string;
}

function checkOwners({ inputs, recipients }: TemplateJob, by: string): void {
  const owners = new Set(inputs.flatMap((input) => input.owners));
  if (owners.size !== inputs.length) refuseParams('one input per owner');
  if (by === 'partner') {
    if (inputs.length !== 2) refuseParams('one partner');
    return;
  }
  if (owners.size < lendersMin) refuseParams('too few lenders');
  for (const reader of recipients) {
    const others = [...owners].filter((owner) => owner !== reader).length;
    if (owners.has(reader) && others < lendersMin) refuseParams('reader owns an input');
  }
}

function plan({ lender: alias, by, segment: name }: BadRateValues, job: TemplateJob) {
  checkOwners(job, by);
  const lender = inputOf(job, alias);
  const label = labelColumn(lender) ?? refuseParams('label');
  const values = name === none ? undefined : dimensionValues(lender, name);
  if (name !== none && values === undefined) refuseParams('segment');
  return badRatePlan({
    ...{ lender, label: label.name, isByPartner: by === 'partner' },
    others: job.inputs.filter((input) => input !== lender),
    segment: values === undefined ? undefined : { name, values },
  });
}

function sentence({ lender, by, segment }: BadRateValues, job: TemplateJob, name: NameOf) {
  const own = inputOf(job, lender);
  const others = job.inputs.filter((input) => input !== own).flatMap((one) => one.owners);
  const names = others.map(name).join(', ');
  const grouped =
    by === 'partner'
      ? `by whether ${names} knows them`
      : `by how many of ${names} know them, never which of them`;
  const within = segment === none ? '' : `, and by ${segment}`;
  const owner = own.owners.map(name).join(' and ');
  return `Count the good and the bad customers of ${owner}, as ${owner} says, ${grouped}${within}.`;
}

/** Persons of both classes together. */
function personsOf(good: Cell, bad: Cell): AnswerValue {
  if (!hasCount(good) || !hasCount(bad)) return 'not measurable';
  return { decimal: String(good.count + bad.count) };
}

const personsColumn: AnswerColumn = { name: 'persons', unit: 'persons', width: 16 };

/** Good and bad together, and the share of the bad among them. */
function answer(released: readonly OutputTable[]) {
  return {
    tables: released.map(({ dimensions, rows }) => ({
      name: 'bad rates',
      dimensions,
      columns: [personsColumn, percentColumn('badRate')],
      rows: rows.map(({ key, cells: [good = 'suppressed', bad = 'suppressed'] }) => {
        return { key, values: [personsOf(good, bad), percentOf(bad, [good, bad])] };
      }),
    })),
  };
}

export const template = defineTemplate({
  id: 'bad-rate',
  version: 1,
  title: 'Bad rate by overlap',
  parameters: [
    { kind: 'input', name: 'lender', label: true },
    { kind: 'choice', name: 'by', words: ['partner', 'lenders'] },
    { kind: 'column', name: 'segment', of: 'lender' },
  ],
  needs: { inputs: { min: 2, max: inputsMax }, owners: 2 },
  modes: ['threshold'],
  plan,
  sentence,
  answer,
  grids: badRateGrids,
});
