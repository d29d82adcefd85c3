// What stands behind a log line: salted and committed to in public, told to the parties concerned,
// and enough to rebuild the broker's state after a restart (R24).

import * as z from 'zod';
import { canonicalBytes, parseCanonical } from './canonical.ts';
import { checkShape } from './document.ts';
import { approvalsMax, documentBytesMax } from './limits.ts';
import { bytesSchema, hashSchema, headSchema, seqSchema } from './scalars.ts';
import { signedDocumentSchema } from './signed-document.ts';
import { submittable } from './broker-messages.ts';
import type { Bytes } from './bytes.ts';
import type { LogEntry } from './documents/release.ts';

const evidence = bytesSchema(documentBytesMax.evidence);

export const logLineBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('boot'), genesis: signedDocumentSchema, evidence }),
  /** First of a new boot of the same code: what the one before may still have written is stale. */
  z.strictObject({ kind: z.literal('handover'), from: hashSchema, head: headSchema }),
  z.strictObject({
    kind: z.literal('document'),
    what: z.enum(submittable),
    document: signedDocumentSchema,
  }),
  z.strictObject({
    kind: z.literal('grant'),
    manifest: hashSchema,
    name: hashSchema,
    header: bytesSchema(documentBytesMax.standard),
    file: bytesSchema(documentBytesMax.standard),
    grantSeq: seqSchema,
    policySeqMin: seqSchema,
  }),
  z.strictObject({
    kind: z.literal('release'),
    release: signedDocumentSchema,
    jobSpec: signedDocumentSchema,
    evidence,
    attestation: bytesSchema(documentBytesMax.manifest),
    approvals: z.array(signedDocumentSchema).max(approvalsMax),
  }),
  z.strictObject({ kind: z.literal('refusal'), refusal: signedDocumentSchema }),
  z.strictObject({ kind: z.literal('receipt'), receipt: signedDocumentSchema }),
]);
export type LogBody = z.infer<typeof logLineBodySchema>;

export function encodeLogBody(body: LogBody): Bytes {
  return canonicalBytes(body);
}

/** Throws MALFORMED. */
export function readLogBody(bytes: Uint8Array): LogBody {
  return checkShape(logLineBodySchema, parseCanonical(bytes, documentBytesMax.bundle));
}

/** The public kind of a line with this body. */
export function logKindOf(body: LogBody): LogEntry['kind'] {
  if (body.kind !== 'document') return body.kind;
  // A deny narrows like a withdrawal, and is kept for the same reason: it may not be forgotten.
  return body.what === 'approval' ? 'withdrawal' : body.what;
}
