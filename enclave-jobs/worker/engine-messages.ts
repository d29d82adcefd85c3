// What agent and engine say to each other, in this order:
//
//   agent                                   engine
//   job (documents by the platform)   →
//                                     ←     ready (fresh keys, how the sandbox was proven)
//   segment × n, each with its bytes  →           (hashed as they arrive, before any key)
//   challenge (nonce, instance, code) →
//                                     ←     runtime (what the evidence must be about)
//   evidence (its hash)               →
//                                     ←     request (ReleaseRequest, signed)
//   release                           →
//                                     ←     done (receipt, then result bytes and notes)
//
// At any time: ← stopped (a code from WorkerFailure; no key has been used yet).

import * as z from 'zod';
import {
  aliasSchema,
  brokerRecordSchema,
  bytesSchema,
  canonicalBytes,
  checkShape,
  documentBytesMax,
  hashSchema,
  hybridRecipientSchema,
  keySchema,
  nonceSchema,
  parseCanonical,
  runtimeSchema,
  signedDocumentSchema,
  workerFailures,
} from '../protocol/index.ts';
import { encodeFrame, jobPackageSchema, type FrameReader } from '../channel/index.ts';
import type { Bytes } from '../protocol/index.ts';

export const toEngineSchema = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('job'), job: jobPackageSchema }),
  z.strictObject({ say: z.literal('segment'), alias: aliasSchema, index: z.int().min(0) }),
  z.strictObject({
    say: z.literal('challenge'),
    nonce: nonceSchema,
    instance: hashSchema,
    code: hashSchema,
  }),
  z.strictObject({ say: z.literal('evidence'), evidence: hashSchema }),
  z.strictObject({
    say: z.literal('release'),
    release: signedDocumentSchema,
    sealedKeys: bytesSchema(documentBytesMax.standard),
    record: brokerRecordSchema,
  }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

export const fromEngineSchema = z.discriminatedUnion('say', [
  z.strictObject({
    say: z.literal('ready'),
    recipient: hybridRecipientSchema,
    signingKey: keySchema,
    sandbox: z.array(z.string().max(200)).max(16),
  }),
  z.strictObject({ say: z.literal('runtime'), runtime: runtimeSchema }),
  z.strictObject({ say: z.literal('request'), request: signedDocumentSchema }),
  z.strictObject({
    say: z.literal('done'),
    receipt: signedDocumentSchema,
    /** Frames of bytes that follow: the result if there is one, then the notes. */
    files: z.array(z.enum(['result', 'note'])).max(64),
  }),
  z.strictObject({ say: z.literal('stopped'), code: z.enum(workerFailures) }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;

export function encodeSay(message: ToEngine | FromEngine): Bytes {
  return encodeFrame({ kind: 'json', payload: canonicalBytes(message) });
}

/** The next message of the expected kind. Throws on anything else. */
export async function expectSay<S extends ToEngine['say']>(
  frames: FrameReader,
  say: S,
): Promise<Extract<ToEngine, { say: S }>> {
  const frame = await frames.next();
  if (frame.kind !== 'json') throw new Error('bytes where a message was expected');
  const message = checkShape(toEngineSchema, parseCanonical(frame.payload, 32 * 1024 * 1024));
  if (!isSay(message, say)) throw new Error(`${message.say} where ${say} was expected`);
  return message;
}

function isSay<S extends ToEngine['say']>(
  message: ToEngine,
  say: S,
): message is Extract<ToEngine, { say: S }> {
  return message.say === say;
}

/** The bytes that follow a message. */
export async function expectBytes(frames: FrameReader): Promise<Bytes> {
  const frame = await frames.next();
  if (frame.kind !== 'bytes') throw new Error('a message where bytes were expected');
  return frame.payload;
}

/** The engine's next message, for the agent. */
export async function readFromEngine(frames: FrameReader): Promise<FromEngine> {
  const frame = await frames.next();
  if (frame.kind !== 'json') throw new Error('bytes where a message was expected');
  return checkShape(fromEngineSchema, parseCanonical(frame.payload, 32 * 1024 * 1024));
}
