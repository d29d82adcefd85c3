// A job that was asked, as the beginning of the next one: narrower if its owners said so.

import { JobSpec, readSigned } from '#enclave/protocol/index.ts';
import { none, type Template } from '#enclave/templates/index.ts';
import type { Api } from '#app/_client/session/api.ts';
import { builtTemplates } from '#app/_client/session/build-facts.ts';
import type { DraftParams, DraftValues } from './draft.ts';
import { saveDraft } from './saved-draft.ts';

export interface NarrowerWish {
  readonly withoutGrouping: boolean;
}

const daysOfDraft = 7;

/** What the job's parameters say, as far as this form writes them. */
function paramsOf({ parameters }: Template, { params }: JobSpec): DraftParams {
  return Object.fromEntries(
    parameters.flatMap(({ name }) => {
      const value = params[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [];
    }),
  );
}

/** Without the columns that persons are grouped by. */
function ungrouped({ parameters }: Template, params: DraftParams): DraftParams {
  const columns = parameters.filter((one) => one.kind === 'column');
  return { ...params, ...Object.fromEntries(columns.map(({ name }) => [name, none])) };
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
  const asked = readSigned(JobSpec, jobSpec).value;
  const template = builtTemplates().get(asked.template);
  const params = paramsOf(template, asked);
  const values: DraftValues = {
    question: asked.template.id,
    title,
    datasets: asked.inputs.map(({ alias }) => alias),
    params: wish?.withoutGrouping === true ? ungrouped(template, params) : params,
    receivers: [...new Set(asked.recipients.map((one) => one.party))],
    days: daysOfDraft,
  };
  return saveDraft(api, collaboration, values, undefined);
}
