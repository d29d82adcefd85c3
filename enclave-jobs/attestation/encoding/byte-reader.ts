// Fixed layouts, read with explicit lengths. Every read names its field, so that a short blob says
// where it ends. Offsets are the vendors'; nothing here copies.

import { ParseFault } from '../examination.ts';
import { toHex, type Bytes } from '../../protocol/index.ts';

/** A field of a fixed layout. Throws ParseFault if the blob ends before the field does. */
export function bytesAt(blob: Bytes, offset: number, length: number, field: string): Bytes {
  if (offset < 0 || length < 0 || offset + length > blob.length) {
    const expected = `${length} bytes at ${offset}`;
    throw new ParseFault({ field, expected, found: `a blob of ${blob.length}` });
  }
  return blob.subarray(offset, offset + length);
}

function littleEndian(blob: Bytes, offset: number, length: number, field: string): number {
  const bytes = bytesAt(blob, offset, length, field);
  return bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
}

export const u8At = (blob: Bytes, offset: number, field: string) =>
  littleEndian(blob, offset, 1, field);
export const u16At = (blob: Bytes, offset: number, field: string) =>
  littleEndian(blob, offset, 2, field);
export const u32At = (blob: Bytes, offset: number, field: string) =>
  littleEndian(blob, offset, 4, field);

/** 64 bits do not fit a number. */
export function u64At(blob: Bytes, offset: number, field: string): bigint {
  const bytes = bytesAt(blob, offset, 8, field);
  return [...bytes].reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** Throws ParseFault unless every byte is zero, as vendors promise of reserved fields. */
export function requireZero(blob: Bytes, offset: number, length: number, field: string): void {
  const bytes = bytesAt(blob, offset, length, field);
  if (bytes.some((byte) => byte !== 0)) {
    throw new ParseFault({ field, expected: 'zero', found: toHex(bytes.subarray(0, 16)) });
  }
}
