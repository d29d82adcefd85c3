// multi-lending (J2): persons by the number of lenders that know them, crossed with good and bad
// where one input declares a label.

import type { OutputTable } from '../../protocol/index.ts';
import { none, type NameOf, type TemplateJob } from '../contract.ts';
import { defineTemplate } from '../define.ts';
import { inputOf, labelColumn, refuseParams } from '../facts.ts';
import { percentColumn, percentOf } from '../formulas/percent.ts';
import { lenderGrids, multiLendingPlan } from './plan.ts';

const ownersMin = 3;
const inputsMax = 16;

interface MultiLendingValues {
  readonly topCode: number;
  readonly label: string;
}

/**
 * With two lenders the table is their overlap; a reader who is a lender can subtract itself (P14).
 */
function checkOwners({ inputs, recipients }: TemplateJob): void {
  const owners = new Set(inputs.flatMap((input) => input.owners));
  // Several inputs of one owner would turn the number of lenders into a statement about that owner.
  if (owners.size !== inputs.length) refuseParams('one input per owner');
  for (const reader of recipients) {
    const others = [...owners].filter((owner) => owner !== reader).length;
    if (owners.has(reader) && others < ownersMin) refuseParams('reader owns an input');
  }
}

function plan({ topCode, label: alias }: MultiLendingValues, job: TemplateJob) {
  checkOwners(job);
  if (topCode > job.inputs.length) refuseParams('topCode');
  const { inputs } = job;
  if (alias === none) return multiLendingPlan({ inputs, topCode, label: undefined });
  const input = inputOf(job, alias);
  const { name } = labelColumn(input) ?? refuseParams('label');
  return multiLendingPlan({ inputs, topCode, label: { alias, column: name } });
}

function sentence({ label }: MultiLendingValues, job: TemplateJob, name: NameOf) {
  const owners = [...new Set(job.inputs.flatMap((input) => input.owners))].map(name);
  const saying = label === none ? [] : inputOf(job, label).owners.map(name);
  const crossed =
    saying.length === 0 ? '' : `, crossed with good and bad as ${saying.join(' and ')} says`;
  return `Count persons by how many of ${owners.join(', ')} know them${crossed}; never which of them.`;
}

/** The bad rate of each number of lenders, or each number's share of all persons. */
function answer(released: readonly OutputTable[]) {
  return {
    tables: released.map(({ dimensions, measures, rows }) => {
      const bad = measures.findIndex(({ name }) => name === 'bad');
      const good = measures.findIndex(({ name }) => name === 'good');
      const cellOf = (row: OutputTable['rows'][number], at: number) =>
        row.cells[at] ?? ('suppressed' as const);
      return {
        name: bad < 0 ? 'distribution' : 'bad rates',
        dimensions,
        columns: [percentColumn(bad < 0 ? 'share' : 'badRate')],
        rows: rows.map((row) => ({
          key: row.key,
          values: [
            bad < 0
              ? percentOf(
                  cellOf(row, 0),
                  rows.map((one) => cellOf(one, 0)),
                )
              : percentOf(cellOf(row, bad), [cellOf(row, good), cellOf(row, bad)]),
          ],
        })),
      };
    }),
  };
}

export const template = defineTemplate({
  id: 'multi-lending',
  version: 1,
  title: 'Persons by number of lenders',
  parameters: [
    { kind: 'integer', name: 'topCode', min: 2, max: inputsMax, initial: 3 },
    { kind: 'input', name: 'label', label: true, optional: true },
  ],
  needs: { inputs: { min: ownersMin, max: inputsMax }, owners: ownersMin },
  modes: ['threshold'],
  plan,
  sentence,
  answer,
  grids: lenderGrids,
});
