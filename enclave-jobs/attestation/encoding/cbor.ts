// CBOR (RFC 8949), strict: no key twice, UTF-8 that is UTF-8, nothing behind, not deep; definite
// lengths, where a vendor does not write indefinite ones.

import { decode, Tag } from 'cbor2';
import { ParseFault } from '../examination.ts';
import { concatBytes, type Bytes } from '../../protocol/index.ts';

const options = {
  rejectDuplicateKeys: true,
  rejectUndefined: true,
  preferMap: true,
  ignoreGlobalTags: true,
  maxDepth: 16,
};

/**
 * One item that fills the input; maps as Map, tags as Tag. `streaming` lets lengths be indefinite.
 * Throws ParseFault.
 */
export function readCbor(
  bytes: Bytes,
  field: string,
  streaming: 'streaming' | 'definite' = 'definite',
): unknown {
  try {
    const isDefinite = streaming === 'definite';
    return decode(bytes, {
      ...options,
      rejectStreaming: isDefinite,
      requirePreferred: isDefinite,
    });
  } catch (error) {
    const found = error instanceof Error ? error.message.slice(0, 96) : 'something else';
    throw new ParseFault({ field, expected: 'strict CBOR', found });
  }
}

function fault(field: string, expected: string, found: unknown): never {
  throw new ParseFault({ field, expected, found: found === undefined ? 'nothing' : typeof found });
}

export function mapOf(value: unknown, field: string): ReadonlyMap<unknown, unknown> {
  return value instanceof Map
    ? (value as ReadonlyMap<unknown, unknown>)
    : fault(field, 'a map', value);
}

export function arrayOf(value: unknown, field: string): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : fault(field, 'an array', value);
}

/** Bytes of a length between `min` and `max`. */
export function byteStringOf(value: unknown, field: string, min = 0, max = Infinity): Bytes {
  if (!(value instanceof Uint8Array)) return fault(field, 'a byte string', value);
  if (value.length < min || value.length > max) {
    throw new ParseFault({ field, expected: `${min} to ${max} bytes`, found: `${value.length}` });
  }
  return concatBytes(value);
}

export function textOf(value: unknown, field: string): string {
  return typeof value === 'string' ? value : fault(field, 'text', value);
}

/** An integer that a number carries exactly. */
export function integerOf(value: unknown, field: string): number {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : fault(field, 'an integer', value);
}

/** The content of a tag, which must be this one. */
export function taggedBy(value: unknown, tag: number, field: string): unknown {
  if (!(value instanceof Tag) || Number(value.tag) !== tag) {
    throw new ParseFault({
      field,
      expected: `tag ${tag}`,
      found: value instanceof Tag ? `tag ${Number(value.tag)}` : 'none',
    });
  }
  return value.contents;
}

/** Undefined without one. */
export const tagOf = (value: unknown): number | undefined =>
  value instanceof Tag ? Number(value.tag) : undefined;

export const isTagged = (value: unknown): boolean => tagOf(value) !== undefined;

/** A byte string as RFC 8949 encodes it in the shortest form. */
export function encodeByteString(bytes: Bytes): Bytes {
  const { length } = bytes;
  if (length < 24) return concatBytes(Uint8Array.of(0x40 + length), bytes);
  if (length < 0x100) return concatBytes(Uint8Array.of(0x58, length), bytes);
  if (length < 0x10000) return concatBytes(Uint8Array.of(0x59, length >> 8, length & 255), bytes);
  const wide = [length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  return concatBytes(Uint8Array.of(0x5a, ...wide), bytes);
}
