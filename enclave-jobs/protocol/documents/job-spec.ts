import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { ageStanzasMax, inputsMax } from '../limits.ts';
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
} from '../scalars.ts';
import { paramsSchema, templateRefSchema } from './usage-policy.ts';

export const jobInputSchema = z.strictObject({
  alias: aliasSchema,
  dataset: hashSchema,
  version: seqSchema.min(1),
  manifest: hashSchema,
  policy: hashSchema,
  from: z.strictObject({ jobHash: hashSchema, output: idSchema }).optional(),
});
export type JobInput = z.infer<typeof jobInputSchema>;

/**
 * Everything that scales noise or decides suppression; each mode has its own fields and no others.
 */
export const jobReleaseSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('threshold'),
    entitiesMin: countSchema,
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
