// Age files taken apart and put together again by code, so that a test can be wrong in one place
// only.

import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import {
  EnclaveError,
  ageNonceBytes,
  concatBytes,
  fromUtf8,
  utf8,
  type Bytes,
} from '#enclave/protocol/index.ts';
import {
  generateHybridKeys,
  openPayload,
  readAgeHeader,
  sealCapturing,
  segmentRanges,
  type PayloadReader,
  type Secret,
} from '#enclave/sealing/index.ts';
import { nativeChunkCipher } from '#enclave/sealing/node.ts';

export const chunkBytes = 65_536;
export const segmentPlainBytes = 16 * chunkBytes;

export interface AgeKeys {
  readonly identity: string;
  readonly recipient: string;
}

export async function hybridKeys(): Promise<AgeKeys> {
  const { identity, recipient } = await generateHybridKeys();
  return { identity: identity.use(fromUtf8), recipient };
}

export async function x25519Keys(): Promise<AgeKeys> {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

export const sha256 = (bytes: Uint8Array): Bytes =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

/** Bytes in which no two chunks and no two neighbours are alike. */
export function somePlaintext(length: number): Bytes {
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = (i * 31 + (i >> 8) * 17 + (i >> 16) * 101 + 7) & 0xff;
  return out;
}

/** A sealed file in the pieces that an attacker would exchange. */
export interface Parts {
  /** The header up to the newline before `---`. */
  readonly head: string;
  readonly macLine: string;
  readonly nonce: Bytes;
  readonly payload: Bytes;
  readonly fileKey: Bytes;
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

export function macLineFor(head: string, fileKey: Uint8Array): string {
  const key = hkdf(nobleSha256, fileKey, undefined, utf8('header'), 32);
  return `--- ${toBase64(hmac(nobleSha256, key, utf8(`${head}---`)))}\n`;
}

export function takeApart(file: Bytes, fileKey: Secret): Parts {
  const { headerBytes, macInput, length } = readAgeHeader(file);
  return {
    head: fromUtf8(macInput.subarray(0, -3)),
    macLine: fromUtf8(headerBytes.subarray(macInput.length - 3)),
    nonce: file.slice(length, length + ageNonceBytes),
    payload: file.slice(length + ageNonceBytes),
    fileKey: fileKey.use((key) => key.slice()),
  };
}

export function putTogether(parts: Parts): Bytes {
  return concatBytes(utf8(parts.head + parts.macLine), parts.nonce, parts.payload);
}

/** Another head under the right MAC: only a reader that looks at the head can refuse it. */
export function withHead(parts: Parts, head: string): Bytes {
  return putTogether({ ...parts, head, macLine: macLineFor(head, parts.fileKey) });
}

export function withPayload(parts: Parts, payload: Uint8Array): Bytes {
  return putTogether({ ...parts, payload: payload.slice() });
}

/**
 * One chunk as only a holder of the file key can make it, right or wrong in counter, flag and size.
 */
export function sealChunk(
  parts: Parts,
  chunk: { index: number; isLast: boolean; plaintext: Uint8Array },
): Bytes {
  const key = hkdf(nobleSha256, parts.fileKey, parts.nonce, utf8('payload'), 32);
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, chunk.index);
  nonce[11] = chunk.isLast ? 1 : 0;
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return concatBytes(cipher.update(chunk.plaintext), cipher.final(), cipher.getAuthTag());
}

export interface SealedCase {
  readonly file: Bytes;
  readonly fileKey: Secret;
  readonly parts: Parts;
}

export async function aSealedFile(recipient: string, plaintext: Uint8Array): Promise<SealedCase> {
  const { file, fileKey } = await sealCapturing([recipient], plaintext);
  return { file, fileKey, parts: takeApart(file, fileKey) };
}

/**
 * The worker's path with a key from a grant, without the segment list: what is left if R8 were not
 * there.
 */
export function openWithFileKey(file: Uint8Array, fileKey: Secret): PayloadReader {
  const header = readAgeHeader(file);
  const ranges = segmentRanges(header.length, file.length);
  const readSegment = (index: number): Uint8Array => {
    const { offset, length } = ranges[index] ?? { offset: 0, length: 0 };
    return file.subarray(offset, offset + length);
  };
  return openPayload({
    readSegment,
    header,
    fileKey,
    totalBytes: file.length,
    cipher: nativeChunkCipher,
  });
}

/** All plaintext in one read: every chunk must open. */
export function readAll(reader: PayloadReader): Bytes {
  return reader.read(0, reader.plaintextBytes);
}

/**
 * The code and place with which `attempt` is refused; fails the test by what it returns otherwise.
 */
export async function refusal(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof EnclaveError) return `${error.code}: ${error.place}`;
    throw error;
  }
  return 'accepted';
}

/** As `refusal`, the code alone. */
export async function refusalCode(attempt: () => unknown): Promise<string> {
  return (await refusal(attempt)).replace(/:.*/, '');
}

export function flipped(bytes: Uint8Array, index: number, mask = 1): Bytes {
  const out = bytes.slice();
  out[index] = (out[index] ?? 0) ^ mask;
  return out;
}

export function randomFileKey(): Bytes {
  return new Uint8Array(randomBytes(16));
}
