// What an enclave's network side asks of the platform. The platform is untrusted: every answer is
// checked by the process that uses it, none here.

import * as z from 'zod';
import {
  approvalsMax,
  brokerRecordSchema,
  bytesSchema,
  documentBytesMax,
  hashSchema,
  idSchema,
  inputsMax,
  signedDocumentSchema,
  type Bytes,
  type Hash,
} from '../protocol/index.ts';

const many = z.array(signedDocumentSchema).max(approvalsMax);

/** Everything a worker needs to ask for a job's keys, as the platform has collected it. */
export const jobPackageSchema = z.strictObject({
  jobSpec: signedDocumentSchema,
  genesis: signedDocumentSchema,
  manifests: many,
  policies: many,
  approvals: many,
  attempt: z.int().min(0),
  inputs: z
    .array(
      z.strictObject({
        manifest: hashSchema,
        blob: hashSchema,
        digests: z.array(hashSchema).max(1_000_000),
      }),
    )
    .max(inputsMax),
});
export type JobPackage = z.infer<typeof jobPackageSchema>;

export const leaseSchema = z.strictObject({ lease: idSchema, job: jobPackageSchema });
export type Lease = z.infer<typeof leaseSchema>;

/** The broker's answer and the evidence it was given for, for the proof bundle. */
const released = {
  release: signedDocumentSchema,
  record: brokerRecordSchema,
  evidence: bytesSchema(documentBytesMax.evidence),
};

/** What a worker says of a job at its end; nothing here depends on data but the sealed bytes. */
export const jobEndSchema = z.discriminatedUnion('end', [
  z.strictObject({
    end: z.literal('delivered'),
    receipt: signedDocumentSchema,
    ...released,
    result: hashSchema,
    notes: z.array(hashSchema),
  }),
  z.strictObject({
    end: z.literal('failed'),
    receipt: signedDocumentSchema,
    ...released,
    notes: z.array(hashSchema),
  }),
  z.strictObject({
    end: z.literal('refused'),
    codes: z.array(z.string()),
    refusal: signedDocumentSchema.optional(),
  }),
  z.strictObject({ end: z.literal('stopped'), code: z.string() }),
]);
export type JobEnd = z.infer<typeof jobEndSchema>;

/** What a worker tells while it works; none of it depends on data. */
export const jobPhases = ['fetching', 'attesting', 'running'] as const;
export type JobPhase = (typeof jobPhases)[number];

export interface WorkerPlatform {
  /** Waits for a job; null if there was none for a while. */
  lease(): Promise<Lease | null>;
  /** A sign of life, at a fixed pace: a silent worker's job goes to another one. */
  beat(lease: string, phase: JobPhase): Promise<void>;
  finish(lease: string, end: JobEnd): Promise<void>;
  askBroker(broker: Hash, request: Bytes): Promise<Bytes>;
  readBlob(name: Hash, offset: number, length: number): Promise<Bytes>;
  writeBlob(bytes: Bytes): Promise<Hash>;
}

/** The broker that served before this one: its Genesis, and the last line of its log. */
export const predecessorSchema = z.strictObject({
  genesis: signedDocumentSchema,
  last: signedDocumentSchema,
});
export type Predecessor = z.infer<typeof predecessorSchema>;

export interface BrokerPlatform {
  /** Waits for a request; null if there was none for a while. */
  next(): Promise<{ readonly id: string; readonly request: Bytes } | null>;
  answer(id: string, answer: Bytes): Promise<void>;
  readSecret(): Promise<Uint8Array | null>;
  writeSecret(sealed: Uint8Array): Promise<void>;
  readRecords(): Promise<readonly Uint8Array[]>;
  appendRecord(index: number, record: Uint8Array): Promise<void>;
  readPredecessor(): Promise<Predecessor | null>;
}
