import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { ageStanzasMax, documentBytesMax, inputsMax, stepsMax } from '../limits.ts';
import {
  aliasSchema,
  assuranceSchema,
  countSchema,
  hashSchema,
  headSchema,
  idSchema,
  nonceSchema,
  partySchema,
  ratioSchema,
  recipientSchema,
  seqSchema,
  sortedList,
  timeSchema,
  type Hash,
} from '../scalars.ts';
import { paramsSchema, templateRefSchema } from './usage-policy.ts';

export const jobInputSchema = z.strictObject({
  alias: aliasSchema,
  dataset: hashSchema,
  version: seqSchema.min(1),
  manifest: hashSchema,
  /** In force for the dataset; of a derived one, the policies of all its parents. */
  policies: sortedList(hashSchema, inputsMax).min(1),
  from: z.strictObject({ jobHash: hashSchema, output: idSchema }).optional(),
});
export type JobInput = z.infer<typeof jobInputSchema>;

/** An input that was registered has one policy; several are a derived one's. */
export function isOnlyPolicy({ policies }: Pick<JobInput, 'policies'>, name: Hash): boolean {
  return policies.length === 1 && policies[0] === name;
}

/**
 * Everything that scales noise or decides suppression; each mode has its own fields and no others.
 * In threshold mode the owners' rules and the grid decide what is withheld: nothing of it is free.
 */
export const jobReleaseSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('threshold'),
    grid: hashSchema,
    cellsMax: countSchema.min(1).max(10_000),
  }),
  z.strictObject({
    mode: z.literal('dp'),
    rho: ratioSchema,
    delta: ratioSchema,
    entitiesMin: countSchema,
    grid: hashSchema.optional(),
    cellsMax: countSchema.min(1).max(10_000),
  }),
]);

export const jobRecipientSchema = z.strictObject({
  party: partySchema,
  id: idSchema,
  recipient: recipientSchema,
});

const fields = defineDocument('JobSpec', {
  broker: hashSchema,
  collaboration: hashSchema,
  analyst: partySchema,
  analystCard: hashSchema,
  assurance: assuranceSchema,
  template: templateRefSchema,
  code: hashSchema,
  params: paramsSchema,
  inputs: sortedList(jobInputSchema, inputsMax, (i) => i.alias).min(1),
  release: jobReleaseSchema,
  recipients: sortedList(jobRecipientSchema, ageStanzasMax).min(1),
  asOf: timeSchema.optional(),
  headSeen: headSchema,
  expires: timeSchema,
  nonce: nonceSchema,
});

/** One request; its name is the `jobHash` that approvals sign. */
export const JobSpec = {
  ...fields,
  schema: fields.schema.refine(
    (job) => new Set(job.inputs.map((i) => i.dataset)).size === job.inputs.length,
  ),
};
export type JobSpec = z.infer<typeof JobSpec.schema>;

const stepSchema = z.strictObject({
  id: idSchema,
  template: templateRefSchema,
  code: hashSchema,
  params: paramsSchema,
  inputs: sortedList(
    z.strictObject({
      alias: aliasSchema,
      dataset: hashSchema,
      version: seqSchema.min(1),
      manifest: hashSchema,
      policies: sortedList(hashSchema, inputsMax).min(1),
      /**
       * In place of columns or a model that the job's text would name: what an earlier step left.
       */
      from: z.strictObject({ step: idSchema, output: idSchema }).optional(),
    }),
    inputsMax,
    (i) => i.alias,
  ).min(1),
  release: jobReleaseSchema,
  recipients: sortedList(jobRecipientSchema, ageStanzasMax).min(1),
});
export type StudyStep = z.infer<typeof stepSchema>;

const studyFields = defineDocument(
  'Study',
  {
    broker: hashSchema,
    collaboration: hashSchema,
    analyst: partySchema,
    analystCard: hashSchema,
    assurance: assuranceSchema,
    steps: z.array(stepSchema).min(1).max(stepsMax),
    headSeen: headSchema,
    expires: timeSchema,
    nonce: nonceSchema,
  },
  documentBytesMax.manifest,
);

/**
 * Ordered steps under one signature: each step's job follows from the study, the step and the
 * hashes of what is carried into it. Reserved: no broker takes one yet.
 */
export const Study = {
  ...studyFields,
  schema: studyFields.schema
    .refine((study) => new Set(study.steps.map(({ id }) => id)).size === study.steps.length)
    .refine((study) =>
      study.steps.every((step, at) =>
        step.inputs.every(
          ({ from }) =>
            from === undefined || study.steps.slice(0, at).some(({ id }) => id === from.step),
        ),
      ),
    ),
};
export type Study = z.infer<typeof Study.schema>;
