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

const approvalFields = defineDocument('Approval', {
  decision: z.enum(['approve', 'deny']),
  /** One of the two: the job, or the study whose every step this word is about. */
  jobHash: hashSchema.optional(),
  study: hashSchema.optional(),
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

/**
 * R37: an owner's word on one `jobHash`, or on one study. `instance` makes an approval the licence
 * for its one job, or for each step.
 */
export const Approval = {
  ...approvalFields,
  schema: approvalFields.schema.refine(
    (approval) => (approval.jobHash === undefined) !== (approval.study === undefined),
  ),
};
export type Approval = z.infer<typeof Approval.schema>;

const parties = sortedList(partySchema, partiesMax);

/**
 * R41: an owner's word on a bounded class of jobs; exact lists only, threshold mode never. It holds
 * for later versions of the own tables that the owner signs, and for later ones of partners' while
 * their number of persons changes by no more than is said. Reserved: no broker takes one yet.
 */
export const StandingApproval = defineDocument('StandingApproval', {
  broker: hashSchema,
  collaboration: hashSchema,
  party: partySchema,
  policy: hashSchema,
  own: sortedList(
    z.strictObject({ lineage: hashSchema, version: seqSchema.min(1) }),
    inputsMax,
  ).min(1),
  partners: sortedList(
    z.strictObject({ lineage: hashSchema, entities: countSchema, changeMax: ratioSchema }),
    inputsMax,
  ),
  analysts: parties,
  receivers: parties,
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
