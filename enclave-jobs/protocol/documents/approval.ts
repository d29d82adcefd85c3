import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { inputsMax, partiesMax } from '../limits.ts';
import {
  countSchema,
  hashSchema,
  headSchema,
  idSchema,
  nonceSchema,
  partySchema,
  ratioSchema,
  seqSchema,
  sortedList,
  timeSchema,
} from '../scalars.ts';
import { constraintsSchema, templateRefSchema } from './usage-policy.ts';

export const locales = ['en'] as const;
export const localeSchema = z.enum(locales);

/**
 * R37: an owner's word on one `jobHash`. `instance` makes an approval the licence for its one job.
 */
export const Approval = defineDocument('Approval', {
  decision: z.enum(['approve', 'deny']),
  jobHash: hashSchema,
  broker: hashSchema,
  party: partySchema,
  card: hashSchema,
  datasets: sortedList(hashSchema, inputsMax).min(1),
  instance: hashSchema,
  headSeen: headSchema,
  sentence: z.strictObject({ locale: localeSchema, digest: hashSchema }),
  rho: ratioSchema,
  expires: timeSchema,
  nonce: nonceSchema,
});
export type Approval = z.infer<typeof Approval.schema>;

const parties = sortedList(partySchema, partiesMax);

/** R41: an owner's word on a bounded class of jobs; exact lists only, threshold mode never. */
export const StandingApproval = defineDocument('StandingApproval', {
  broker: hashSchema,
  collaboration: hashSchema,
  party: partySchema,
  policy: hashSchema,
  datasets: sortedList(
    z.strictObject({ dataset: hashSchema, version: seqSchema.min(1) }),
    inputsMax,
  ).min(1),
  analysts: parties,
  receivers: parties,
  partners: parties,
  template: templateRefSchema,
  code: hashSchema,
  params: constraintsSchema,
  modes: z.tuple([z.literal('dp')]),
  jobsMax: countSchema,
  rhoMax: ratioSchema,
  rhoJobMax: ratioSchema,
  headSeen: headSchema,
  expires: timeSchema,
  nonce: nonceSchema,
});
export type StandingApproval = z.infer<typeof StandingApproval.schema>;

/** R27: how far one broker instance may move the ledgers of a party's data. */
export const Licence = defineDocument('Licence', {
  broker: hashSchema,
  instance: hashSchema,
  party: partySchema,
  head: headSchema,
  ceilings: sortedList(
    z.strictObject({ lineage: hashSchema, rho: ratioSchema, thresholdJobs: countSchema }),
    256,
    (c) => c.lineage,
  ),
  replaces: hashSchema.optional(),
});
export type Licence = z.infer<typeof Licence.schema>;

export const withdrawalKinds = [
  'approval',
  'standing',
  'policy',
  'grant',
  'dataset',
  'key',
  'code',
  'licence',
] as const;

/** R14: stop at once. One approver, witness or, for code, an admin is enough; never undone. */
export const Withdrawal = defineDocument('Withdrawal', {
  broker: hashSchema,
  party: partySchema,
  target: z.strictObject({ kind: z.enum(withdrawalKinds), name: hashSchema }),
  reason: idSchema,
});
export type Withdrawal = z.infer<typeof Withdrawal.schema>;

/** R31: a time authority's word over the broker's nonce. */
export const TimeToken = defineDocument('TimeToken', { nonce: nonceSchema, at: timeSchema });
export type TimeToken = z.infer<typeof TimeToken.schema>;
