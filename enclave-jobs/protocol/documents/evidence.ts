import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { canonicalBytes, labelled } from '../canonical.ts';
import { concatBytes, equalBytes, type Bytes } from '../bytes.ts';
import { hashOf, sha256 } from '../hash.ts';
import { documentBytesMax } from '../limits.ts';
import {
  bytesSchema,
  hashSchema,
  headSchema,
  hybridRecipientSchema,
  idSchema,
  keySchema,
  nonceSchema,
  sortedList,
  textSchema,
  timeSchema,
  type Hash,
} from '../scalars.ts';
import { evidenceFormatSchema } from './platform-requirements.ts';

const shared = {
  v: z.literal(1),
  code: hashSchema,
  nonce: nonceSchema,
  recipient: hybridRecipientSchema,
  signingKey: keySchema,
  broker: z.union([hashSchema, z.literal('none')]),
  instance: hashSchema,
};

/** What an enclave says of itself; its hash stands in the report-data field of the evidence. */
export const runtimeSchema = z.discriminatedUnion('role', [
  z.strictObject({ ...shared, role: z.literal('broker'), head: headSchema.optional() }),
  z.strictObject({ ...shared, role: z.literal('worker'), jobHash: hashSchema.optional() }),
]);
export type Runtime = z.infer<typeof runtimeSchema>;
export type WorkerRuntime = Extract<Runtime, { role: 'worker' }>;
export type BrokerRuntime = Extract<Runtime, { role: 'broker' }>;

/** Raw evidence as relayed: nothing here is believed before verifyEvidence(). */
export const Evidence = defineDocument(
  'Evidence',
  {
    format: evidenceFormatSchema,
    raw: bytesSchema(documentBytesMax.evidence / 4),
    endorsements: sortedList(bytesSchema(documentBytesMax.evidence / 8), 64),
    runtime: runtimeSchema,
  },
  documentBytesMax.evidence,
);
export type Evidence = z.infer<typeof Evidence.schema>;

/** 64 bytes: SHA-256("parley/v1/runtime" ‖ 0x00 ‖ JCS(runtime)) ‖ 32 zero bytes. */
export function reportData(runtime: Runtime): Bytes {
  const digest = sha256(labelled('parley/v1/runtime', canonicalBytes(runtime)));
  return concatBytes(digest, new Uint8Array(32));
}

/** The whole field; formats whose field has 32 bytes hold the hash alone. */
export function isReportDataOf(found: Bytes, runtime: Runtime): boolean {
  const whole = reportData(runtime);
  return equalBytes(found, found.length === 32 ? whole.subarray(0, 32) : whole);
}

/** The name of a runtime in releases and receipts. */
export function runtimeHash(runtime: Runtime): Hash {
  return hashOf(labelled('parley/v1/runtime', canonicalBytes(runtime)));
}

/** SHA-256 of an enclave's boot or job signing key: the name of one run of a program. */
export function instanceOf(signingKey: Uint8Array): Hash {
  return hashOf(signingKey);
}

export const trustTiers = ['affirming', 'warning', 'contraindicated', 'none'] as const;

/** EAR claims (draft-ietf-rats-ear) with the AR4SI trust vector and one line per check (R44). */
export const AttestationResult = defineDocument(
  'AttestationResult',
  {
    evidence: hashSchema,
    format: evidenceFormatSchema,
    status: z.enum(trustTiers),
    vector: z.strictObject({
      instanceIdentity: z.enum(trustTiers),
      configuration: z.enum(trustTiers),
      executables: z.enum(trustTiers),
      hardware: z.enum(trustTiers),
    }),
    checks: z
      .array(
        z.strictObject({
          id: idSchema,
          result: z.enum(['pass', 'fail', 'not-applicable']),
          about: textSchema,
        }),
      )
      .max(256),
    policy: hashSchema,
    at: timeSchema,
  },
  documentBytesMax.manifest,
);
export type AttestationResult = z.infer<typeof AttestationResult.schema>;
