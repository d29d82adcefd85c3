// The arithmetic of age's STREAM payload (C2SP age, "Payload"): 64 KiB chunks, each with a Poly1305
// tag, under a nonce of an 11-byte big-endian counter and one byte that marks the last chunk.

import { EnclaveError, ageChunkBytes, ageTagBytes, type Bytes } from '../protocol/index.ts';

/** A chunk of plaintext and its tag. */
export const sealedChunkBytes = ageChunkBytes + ageTagBytes;

/** How a payload of one exact size is cut. */
export interface ChunkLayout {
  readonly chunks: number;
  /** Size of the last sealed chunk, 16 to 65,552. */
  readonly lastSealedBytes: number;
  readonly plaintextBytes: number;
}

/**
 * The one layout of a payload of `payloadBytes`, nonce not counted. Throws INPUT_BYTES on a size
 * that no payload has: no chunk at all, half a tag, or an empty last chunk after a full one.
 */
export function chunkLayout(payloadBytes: number): ChunkLayout {
  if (!Number.isSafeInteger(payloadBytes) || payloadBytes < ageTagBytes) {
    throw new EnclaveError('INPUT_BYTES', 'payload size');
  }
  const chunks = Math.ceil(payloadBytes / sealedChunkBytes);
  const lastSealedBytes = payloadBytes - (chunks - 1) * sealedChunkBytes;
  // A second spelling of the same plaintext, forbidden by the specification.
  if (chunks > 1 && lastSealedBytes <= ageTagBytes) {
    throw new EnclaveError('INPUT_BYTES', 'payload size');
  }
  return { chunks, lastSealedBytes, plaintextBytes: payloadBytes - chunks * ageTagBytes };
}

/**
 * The nonce of chunk `index`. A file never has 2^53 chunks, so eight bytes of the counter suffice.
 */
export function chunkNonce(index: number, isLast: boolean): Bytes {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setBigUint64(3, BigInt(index));
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
