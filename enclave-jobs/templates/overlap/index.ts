// overlap (J1): persons in the left input only, in the right only, and in both; by segment if
// asked.

import type { OutputTable } from '../../protocol/index.ts';
import { none, type NameOf, type TemplateInput, type TemplateJob } from '../contract.ts';
import { defineTemplate } from '../define.ts';
import { dimensionValues, inputOf, refuseParams } from '../facts.ts';
import { percentColumn, percentOf } from '../formulas/percent.ts';
import { overlapPlan, segmentGrids } from './plan.ts';

interface OverlapValues {
  readonly left: string;
  readonly right: string;
  readonly segment: string;
}

function segmentOf(name: string, left: TemplateInput, right: TemplateInput) {
  if (name === none) return undefined;
  const values = dimensionValues(left, name) ?? refuseParams('segment');
  const ofRight = dimensionValues(right, name);
  if (ofRight !== undefined && JSON.stringify(ofRight) !== JSON.stringify(values)) {
    return refuseParams('segment values differ');
  }
  return { name, values, rightHasIt: ofRight !== undefined };
}

function plan(values: OverlapValues, job: TemplateJob) {
  const left = inputOf(job, values.left);
  const right = inputOf(job, values.right);
  if (left === right) return refuseParams('one input twice');
  return overlapPlan({ left, right, segment: segmentOf(values.segment, left, right) });
}

function sentence(values: OverlapValues, job: TemplateJob, name: NameOf) {
  const [a, b] = [values.left, values.right].map((alias) =>
    inputOf(job, alias).owners.map(name).join(' and '),
  );
  const by = values.segment === none ? '' : `, by ${values.segment}`;
  return `Count how many persons are known to ${a} only, to ${b} only, and to both${by}.`;
}

/** Match rates of both sides, and Jaccard's index: both of all persons. */
function answer(released: readonly OutputTable[]) {
  return {
    tables: released.map(({ dimensions, measures, rows }) => {
      const at = (name: string) => measures.findIndex((one) => one.name === name);
      const [left, right, both] = [at('leftOnly'), at('rightOnly'), at('both')];
      const rates = [
        { name: 'leftMatched', parts: [left, both] },
        ...(right < 0
          ? []
          : [
              { name: 'rightMatched', parts: [right, both] },
              { name: 'jaccard', parts: [left, right, both] },
            ]),
      ];
      return {
        name: 'match rates',
        dimensions,
        columns: rates.map((rate) => percentColumn(rate.name)),
        rows: rows.map(({ key, cells }) => {
          const cell = (index: number) => cells[index] ?? 'suppressed';
          return {
            key,
            values: rates.map(({ parts }) => percentOf(cell(both), parts.map(cell))),
          };
        }),
      };
    }),
  };
}

export const template = defineTemplate({
  id: 'overlap',
  version: 1,
  title: 'Overlap of two datasets',
  parameters: [
    { kind: 'input', name: 'left' },
    { kind: 'input', name: 'right' },
    { kind: 'column', name: 'segment', of: 'left' },
  ],
  needs: { inputs: { min: 2, max: 2 }, owners: 1 },
  modes: ['threshold'],
  plan,
  sentence,
  answer,
  grids: (inputs) => [[], ...segmentGrids(inputs)],
});
