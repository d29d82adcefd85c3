// A draft as the platform keeps it for its writer: the values of the builder, read back strictly,
// because the platform hands them over.

import * as z from 'zod';
import type { Api } from '#app/_client/session/api.ts';
import type { DraftValues } from './draft.ts';

const valuesSchema = z.strictObject({
  question: z.string(),
  datasets: z.array(z.string()),
  params: z.record(z.string(), z.union([z.string(), z.int()])),
  receivers: z.array(z.string()),
  days: z.int(),
});

/** Undefined for a job that is no draft of this person, or one that another build wrote. */
export async function readDraft(api: Api, draft: string): Promise<DraftValues | undefined> {
  const job = await api.job.read.query({ job: draft });
  const read = valuesSchema.safeParse(job.draft);
  return read.success && job.state === 'DRAFT' ? { ...read.data, title: job.title } : undefined;
}

/** Gives back the draft's id; `draft` names the one that it takes the place of. */
export async function saveDraft(
  api: Api,
  collaboration: string,
  { title, ...values }: DraftValues,
  draft: string | undefined,
): Promise<string> {
  const { id } = await api.job.saveDraft.mutate({
    ...(draft === undefined ? {} : { id: draft }),
    collaboration,
    title: title.trim() === '' ? values.question : title.trim(),
    template: values.question,
    values: {
      ...values,
      ...{ datasets: [...values.datasets], receivers: [...values.receivers] },
      params: { ...values.params },
    },
  });
  return id;
}
