// What stands behind a log line: salted and committed to in public, told to the parties concerned, and
// enough to rebuild the broker's state after a restart (R24).

import * as z from 'zod';
import {
  bytesSchema,
  canonicalBytes,
  checkShape,
  documentBytesMax,
  hashSchema,
  parseCanonical,
  seqSchema,
  signedDocumentSchema,
  submittable,
  type Bytes,
} from '../protocol/index.ts';

const evidence = bytesSchema(documentBytesMax.evidence);

export const logBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('boot'), genesis: signedDocumentSchema, evidence }),
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
    approvals: z.array(signedDocumentSchema),
  }),
  z.strictObject({ kind: z.literal('refusal'), refusal: signedDocumentSchema }),
  z.strictObject({ kind: z.literal('receipt'), receipt: signedDocumentSchema }),
]);
export type LogBody = z.infer<typeof logBodySchema>;

export function encodeBody(body: LogBody): Bytes {
  return canonicalBytes(body);
}

/** Throws MALFORMED. */
export function readBody(bytes: Uint8Array): LogBody {
  return checkShape(logBodySchema, parseCanonical(bytes, documentBytesMax.bundle));
}
