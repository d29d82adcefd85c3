import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { approvalsMax, documentBytesMax, logEntriesMax, partiesMax } from '../limits.ts';
import { bytesSchema, nonceSchema, seqSchema, timeSchema } from '../scalars.ts';
import { signedDocumentSchema } from '../signed-document.ts';

const many = z.array(signedDocumentSchema).max(approvalsMax);
const evidence = bytesSchema(documentBytesMax.evidence);

/** Salt and body of one log entry; commitment = SHA-256(salt ‖ body). */
export const logBodySchema = z.strictObject({
  index: seqSchema,
  salt: nonceSchema,
  body: bytesSchema(documentBytesMax.bundle),
});

/**
 * R52–R55: everything about one job, as original bytes with signatures. Cards and policies stand as
 * their chains, oldest first, and log entries by index; the order of the rest says nothing.
 * `acceptedAt` is the word of whoever made the bundle.
 */
export const ProofBundle = defineDocument(
  'ProofBundle',
  {
    jobSpec: signedDocumentSchema,
    cards: many.max(partiesMax * 4),
    genesis: signedDocumentSchema,
    brokerEvidence: evidence,
    manifests: many,
    policies: many,
    approvals: many,
    standing: many,
    licences: many,
    withdrawals: many,
    workerEvidence: evidence,
    attestationResult: bytesSchema(documentBytesMax.manifest),
    release: signedDocumentSchema,
    logEntries: z.array(signedDocumentSchema).max(logEntriesMax),
    logBodies: z.array(logBodySchema).max(64),
    receipt: signedDocumentSchema,
    timeTokens: many,
    acceptedAt: timeSchema,
  },
  documentBytesMax.bundle,
);
export type ProofBundle = z.infer<typeof ProofBundle.schema>;
