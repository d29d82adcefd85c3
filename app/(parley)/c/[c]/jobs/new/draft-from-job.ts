// A job that was asked, as the beginning of the next one: narrower if its owners said so.

import { JobSpec, readSigned } from '#enclave/protocol/index.ts';
import type { Api } from '#app/_client/session/api.ts';
import { questions, type DraftValues } from './draft.ts';
import { saveDraft } from './saved-draft.ts';

export interface NarrowerWish {
  readonly smallest?: number | undefined;
  readonly withoutGrouping: boolean;
}

const daysOfDraft = 7;
const topCodeOfDraft = 3;

function valuesOf({ template, params, inputs, recipients, release }: JobSpec, title: string) {
  const question = questions.find((one) => one === template.id);
  if (question === undefined) throw new Error('a question that this build does not know');
  const datasetOf = (alias: unknown) => inputs.find((one) => one.alias === alias)?.dataset;
  const order = [params['left'], params['right']].flatMap((alias) => datasetOf(alias) ?? []);
  const values: DraftValues = {
    question,
    title,
    datasets: order.length > 0 ? order : inputs.map((one) => one.dataset),
    segment: typeof params['segment'] === 'string' ? params['segment'] : 'none',
    label: datasetOf(params['label']) ?? 'none',
    topCode: typeof params['topCode'] === 'number' ? params['topCode'] : topCodeOfDraft,
    smallest: release.entitiesMin,
    receivers: [...new Set(recipients.map((one) => one.party))],
    days: daysOfDraft,
  };
  return values;
}

/** Saves a draft and gives back its id; nothing is signed. */
export async function draftFromJob(
  api: Api,
  collaboration: string,
  job: string,
  title: string,
  wish?: NarrowerWish,
): Promise<string> {
  const { jobSpec } = await api.job.material.query({ job });
  const values = valuesOf(readSigned(JobSpec, jobSpec).value, title);
  const narrower: DraftValues = {
    ...values,
    smallest: Math.max(values.smallest, wish?.smallest ?? 0),
    segment: wish?.withoutGrouping === true ? 'none' : values.segment,
  };
  return saveDraft(api, collaboration, narrower, undefined);
}
