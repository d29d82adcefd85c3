// What travels between a broker and anybody, relayed by the platform: requests, answers, and the
// records that the platform keeps for the broker. All canonical JSON; every signature is inside.

import * as z from 'zod';
import { canonicalBytes, parseCanonical } from './canonical.ts';
import { checkShape } from './document.ts';
import { refusalCodes } from './error-codes.ts';
import { approvalsMax, documentBytesMax, logEntriesMax } from './limits.ts';
import { bytesSchema, hashSchema, headSchema, nonceSchema, seqSchema } from './scalars.ts';
import { signedDocumentSchema } from './signed-document.ts';
import type { Bytes } from './bytes.ts';

const evidence = bytesSchema(documentBytesMax.evidence);
const many = z.array(signedDocumentSchema).max(approvalsMax);

export const submittable = ['card', 'manifest', 'policy', 'withdrawal', 'approval'] as const;

export const brokerRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hello'), nonce: nonceSchema }),
  z.strictObject({
    kind: z.literal('submit'),
    what: z.enum(submittable),
    document: signedDocumentSchema,
  }),
  z.strictObject({
    kind: z.literal('grant'),
    manifest: hashSchema,
    header: bytesSchema(documentBytesMax.standard),
    file: bytesSchema(documentBytesMax.standard),
  }),
  z.strictObject({ kind: z.literal('challenge') }),
  z.strictObject({
    kind: z.literal('release'),
    request: signedDocumentSchema,
    evidence,
    jobSpec: signedDocumentSchema,
    approvals: many,
    standing: many,
    licences: many,
    timeTokens: many,
  }),
  z.strictObject({ kind: z.literal('receipt'), receipt: signedDocumentSchema }),
  z.strictObject({ kind: z.literal('log'), from: seqSchema }),
]);
export type BrokerRequest = z.infer<typeof brokerRequestSchema>;
export type ReleaseMessage = Extract<BrokerRequest, { kind: 'release' }>;

/** One step of a broker's life as the platform stores it: public line, salt and body (R24). */
export const brokerRecordSchema = z.strictObject({
  entry: signedDocumentSchema,
  salt: nonceSchema,
  body: bytesSchema(documentBytesMax.bundle),
});
export type BrokerRecord = z.infer<typeof brokerRecordSchema>;

export const brokerAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hello'),
    genesis: signedDocumentSchema,
    evidence,
    /** This run's first line, with its evidence: part of every proof. */
    boot: brokerRecordSchema,
  }),
  z.strictObject({ kind: z.literal('accepted'), head: headSchema }),
  z.strictObject({ kind: z.literal('challenge'), nonce: nonceSchema, instance: hashSchema }),
  z.strictObject({
    kind: z.literal('released'),
    release: signedDocumentSchema,
    sealedKeys: bytesSchema(documentBytesMax.standard),
    record: brokerRecordSchema,
  }),
  z.strictObject({
    kind: z.literal('refused'),
    codes: z.array(z.enum(refusalCodes)).min(1).max(refusalCodes.length),
    refusal: signedDocumentSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('log'),
    entries: z.array(signedDocumentSchema).max(logEntriesMax),
  }),
]);
export type BrokerAnswer = z.infer<typeof brokerAnswerSchema>;

export function encodeMessage(message: BrokerRequest | BrokerAnswer | BrokerRecord): Bytes {
  return canonicalBytes(message);
}

/** Throws MALFORMED. */
export function readBrokerRequest(bytes: Uint8Array): BrokerRequest {
  return checkShape(brokerRequestSchema, parseCanonical(bytes, documentBytesMax.bundle));
}

/** Throws MALFORMED. */
export function readBrokerAnswer(bytes: Uint8Array): BrokerAnswer {
  return checkShape(brokerAnswerSchema, parseCanonical(bytes, documentBytesMax.bundle));
}

/** Throws MALFORMED. */
export function readBrokerRecord(bytes: Uint8Array): BrokerRecord {
  return checkShape(brokerRecordSchema, parseCanonical(bytes, documentBytesMax.bundle));
}
