// One sealed chunk after the other, in any order: maps a chunk to its segment, decrypts it under
// the nonce that only this position has, and keeps the last one. A chunk that was moved, cut, or
// sealed as the last one elsewhere does not open.

import {
  EnclaveError,
  ageNonceBytes,
  ageTagBytes,
  chunksPerSegment,
  equalBytes,
  type Bytes,
} from '../protocol/index.ts';
import { chunkLayout, chunkNonce, sealedChunkBytes, type ChunkLayout } from './chunks.ts';
import { payloadKey, verifyHeaderMac } from './file-key.ts';
import type { AgeHeader } from './header.ts';
import type { Secret } from './secret.ts';
import { segmentRanges, type SegmentRange } from './segments.ts';

/**
 * ChaCha20-Poly1305 of the platform, handed in. `open` returns a fresh array, which will be
 * overwritten after use, and throws unless the tag is right.
 */
export interface ChunkCipher {
  open(key: Uint8Array, nonce: Uint8Array, sealedChunk: Uint8Array): Uint8Array;
}

/** What `openPayload` reads from. `totalBytes` is the manifest's `sealed.bytes`. */
export interface SealedPayload {
  /** Segment `index` in full, checked against the segment list, no longer changed by anybody. */
  readonly readSegment: (index: number) => Uint8Array;
  readonly header: AgeHeader;
  readonly fileKey: Secret;
  readonly totalBytes: number;
  readonly cipher: ChunkCipher;
}

/**
 * Checks header MAC, sizes and segment 0 when it is made, and every chunk when it is opened. Throws
 * INPUT_BYTES; FAILED after `wipe()`.
 */
export class ChunkSource {
  readonly layout: ChunkLayout;
  readonly #payload: SealedPayload;
  readonly #ranges: readonly SegmentRange[];
  readonly #key: Secret;
  // One chunk: small neighbouring reads are the common case, and a cipher call per byte is not.
  #cached: { readonly index: number; readonly plaintext: Uint8Array } | undefined;

  constructor(payload: SealedPayload) {
    const { header, fileKey, totalBytes } = payload;
    verifyHeaderMac(header, fileKey);
    this.#payload = payload;
    this.#ranges = segmentRanges(header.length, totalBytes);
    this.layout = chunkLayout(totalBytes - header.length - ageNonceBytes);
    const first = this.#segment(0);
    if (!equalBytes(first.subarray(0, header.length), header.headerBytes)) {
      throw new EnclaveError('INPUT_BYTES', 'header');
    }
    this.#key = payloadKey(fileKey, first.subarray(header.length));
  }

  #segment(index: number): Uint8Array {
    const segment = this.#payload.readSegment(index);
    if (segment.length !== this.#ranges[index]?.length) {
      throw new EnclaveError('INPUT_BYTES', 'segment size');
    }
    return segment;
  }

  /** The plaintext of chunk `index`, below `layout.chunks`; valid until the next call. */
  open(index: number): Uint8Array {
    if (this.#cached?.index === index) return this.#cached.plaintext;
    const isLast = index === this.layout.chunks - 1;
    const sealedLength = isLast ? this.layout.lastSealedBytes : sealedChunkBytes;
    const start = (index % chunksPerSegment) * sealedChunkBytes;
    const segment = this.#segment(1 + Math.floor(index / chunksPerSegment));
    const sealed = segment.subarray(start, start + sealedLength);
    const plaintext = this.#decrypt(chunkNonce(index, isLast), sealed);
    this.#cached?.plaintext.fill(0);
    this.#cached = { index, plaintext };
    return plaintext;
  }

  #decrypt(nonce: Bytes, sealed: Uint8Array): Uint8Array {
    return this.#key.use((key) => {
      let plaintext: Uint8Array;
      try {
        plaintext = this.#payload.cipher.open(key, nonce, sealed);
      } catch {
        // One way to fail, without a cause: how a forgery was noticed is nobody's business.
        throw new EnclaveError('INPUT_BYTES', 'chunk');
      }
      if (plaintext.length !== sealed.length - ageTagBytes) {
        throw new EnclaveError('INPUT_BYTES', 'chunk');
      }
      return plaintext;
    });
  }

  /** Overwrites the cached plaintext and the payload key. */
  wipe(): void {
    this.#cached?.plaintext.fill(0);
    this.#cached = undefined;
    this.#key.wipe();
  }
}
