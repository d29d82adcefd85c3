// A seekable reader of age payloads: opens only the chunks that a read touches. The end of the file
// is proven at opening, because a reader that seeks would otherwise never notice that it was cut or
// extended. Segments must have passed openSegmentList before: see R8 and segments.ts.

import { EnclaveError, ageChunkBytes, type Bytes } from '../protocol/index.ts';
import { ChunkSource, type SealedPayload } from './chunk-source.ts';

/** Random access to the plaintext. */
export interface PayloadReader {
  readonly plaintextBytes: number;
  /**
   * Exactly `length` bytes from `offset`. Throws INPUT_BYTES outside the plaintext or on forged
   * bytes.
   */
  read(offset: number, length: number): Bytes;
  /** Forgets key and cached plaintext; `read` throws FAILED afterwards. */
  wipe(): void;
}

/**
 * Opens a payload with its file key: checks the header MAC, that segment 0 carries this header, and
 * that the last chunk opens as the last one at exactly `totalBytes`. Throws INPUT_BYTES. `fileKey`
 * stays the caller's and may be wiped at once.
 */
export function openPayload(payload: SealedPayload): PayloadReader {
  const source = new ChunkSource(payload);
  const { chunks, plaintextBytes } = source.layout;
  try {
    source.open(chunks - 1);
  } catch (error) {
    source.wipe();
    throw error;
  }
  return {
    plaintextBytes,
    read(offset, length) {
      const isInside =
        Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
      if (!isInside || length > plaintextBytes - offset)
        throw new EnclaveError('INPUT_BYTES', 'range');
      const out = new Uint8Array(length);
      for (let done = 0; done < length;) {
        const at = offset + done;
        const within = at % ageChunkBytes;
        const part = source
          .open(Math.floor(at / ageChunkBytes))
          .subarray(within, within + length - done);
        out.set(part, done);
        done += part.length;
      }
      return out;
    },
    wipe: () => source.wipe(),
  };
}
