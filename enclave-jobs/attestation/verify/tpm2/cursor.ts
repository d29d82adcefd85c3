// TPM structures: big-endian, one after the other, lengths in front. Source: TCG TPM 2.0 Library,
// part 2.

import { bytesAt } from '../../encoding/byte-reader.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';

/**
 * Reads forward. Every read names its field and throws ParseFault if the bytes end before it does.
 */
export interface Cursor {
  /** An unsigned integer of at most 6 bytes. */
  uint(length: number, field: string): number;
  bytes(length: number, field: string): Bytes;
  /** TPM2B: a length of 2 bytes, then so many. */
  sized(field: string): Bytes;
  /** Where the next read begins. */
  offset(): number;
  /** Throws ParseFault unless everything was read. */
  end(field: string): void;
}

export function openCursor(blob: Bytes): Cursor {
  let at = 0;
  const bytes: Cursor['bytes'] = (length, field) => {
    const found = bytesAt(blob, at, length, field);
    at += length;
    return found;
  };
  const uint: Cursor['uint'] = (length, field) =>
    bytes(length, field).reduce((sum, byte) => sum * 256 + byte, 0);
  return {
    uint,
    bytes,
    sized: (field) => bytes(uint(2, field), field),
    offset: () => at,
    end: (field) => {
      if (at !== blob.length) fault(field, `${at} bytes`, `${blob.length}`);
    },
  };
}
