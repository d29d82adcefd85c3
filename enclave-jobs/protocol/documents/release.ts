import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { refusalCodes } from '../error-codes.ts';
import { documentBytesMax, inputsMax } from '../limits.ts';
import {
  aliasSchema,
  bytesSchema,
  countSchema,
  hashSchema,
  keySchema,
  nonceSchema,
  ratioSchema,
  seqSchema,
  sortedList,
  textSchema,
  timeSchema,
} from '../scalars.ts';

/** R31: a time and where the claim comes from. */
export const claimedTimeSchema = z.strictObject({
  time: timeSchema,
  source: z.enum(['authority', 'host']),
});

/** Signed by the worker's fresh key; the evidence travels beside it. */
export const ReleaseRequest = defineDocument('ReleaseRequest', {
  broker: hashSchema,
  instance: hashSchema,
  nonce: nonceSchema,
  jobHash: hashSchema,
  evidence: hashSchema,
  attempt: seqSchema,
});
export type ReleaseRequest = z.infer<typeof ReleaseRequest.schema>;

/** One step of one lineage's privacy ledger; `previous` of the first is 64 zeros. */
export const ledgerEntrySchema = z.strictObject({
  lineage: hashSchema,
  entityDomain: textSchema,
  seq: seqSchema.min(1),
  previous: hashSchema,
  jobHash: hashSchema,
  manifest: hashSchema,
  kind: z.enum(['dp', 'threshold', 'retry', 'import']),
  rho: ratioSchema,
  delta: ratioSchema,
  rhoTotal: ratioSchema,
  deltaTotal: ratioSchema,
  thresholdJobs: countSchema,
  noiseKeyId: hashSchema,
  charge: z.strictObject({ standing: hashSchema.optional(), licence: hashSchema }),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

export const documentRefSchema = z.strictObject({ type: textSchema, name: hashSchema });
export type DocumentRef = z.infer<typeof documentRefSchema>;

/** The broker's yes: to one worker key, for one `jobHash`, with its ledger entries inside (R28). */
export const Release = defineDocument(
  'Release',
  {
    broker: hashSchema,
    instance: hashSchema,
    jobHash: hashSchema,
    worker: z.strictObject({ evidence: hashSchema, runtime: hashSchema, signingKey: keySchema }),
    attestation: hashSchema,
    documents: sortedList(documentRefSchema, 1024),
    sealedKeys: hashSchema,
    noiseKeyId: hashSchema,
    entries: sortedList(ledgerEntrySchema, inputsMax, (e) => e.lineage).min(1),
    logIndex: seqSchema,
    at: claimedTimeSchema,
  },
  documentBytesMax.manifest,
);
export type Release = z.infer<typeof Release.schema>;

/** The broker's no: closed codes, and at most one document that they are about. */
export const Refusal = defineDocument('Refusal', {
  broker: hashSchema,
  instance: hashSchema,
  jobHash: hashSchema,
  codes: sortedList(z.enum(refusalCodes), refusalCodes.length).min(1),
  subject: hashSchema.optional(),
  logIndex: seqSchema,
});
export type Refusal = z.infer<typeof Refusal.schema>;

/** The plaintext of `Release.sealedKeys`: R7, file keys and no identities. */
export const ReleasedKeys = defineDocument('ReleasedKeys', {
  jobHash: hashSchema,
  inputs: sortedList(
    z.strictObject({
      alias: aliasSchema,
      manifest: hashSchema,
      fileKey: bytesSchema(16, 'exact'),
    }),
    inputsMax,
    (i) => i.alias,
  ).min(1),
  noiseKey: bytesSchema(32, 'exact').optional(),
});
export type ReleasedKeys = z.infer<typeof ReleasedKeys.schema>;

export const logKinds = [
  'boot',
  'handover',
  'card',
  'manifest',
  'policy',
  'grant',
  'licence',
  'withdrawal',
  'release',
  'refusal',
  'receipt',
  'retire',
] as const;

/** One public line of the broker's log: `commitment` = SHA-256(32-byte salt ‖ body). */
export const LogEntry = defineDocument('LogEntry', {
  broker: hashSchema,
  instance: hashSchema,
  index: seqSchema,
  previous: hashSchema,
  kind: z.enum(logKinds),
  commitment: hashSchema,
  ledgers: hashSchema,
  at: claimedTimeSchema,
});
export type LogEntry = z.infer<typeof LogEntry.schema>;

/** Before the first entry of a log or a ledger. */
export const noPrevious = hashSchema.parse('0'.repeat(64));
