// R1, one reading: a document is accepted only if its bytes equal the RFC 8785 encoding of what
// they parse to. Of RFC 8785 only integers are supported: the protocol has no fractions. A
// duplicate key, `1e2`, white space or an escape that is not needed all fail the same comparison.

import { EnclaveError } from './error-codes.ts';
import { concatBytes, equalBytes, fromUtf8, utf8, type Bytes } from './bytes.ts';
import { documentDepthMax, integerMax } from './limits.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

// U+0000..U+001F, U+007F..U+009F: nothing a person could see, much that a terminal could obey.
// U+202A.. U+202E, U+2066..U+2069: they make a name or a sentence read otherwise than it is
// written.
const control = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function checkText(text: string): string {
  if (control.test(text)) throw new EnclaveError('MALFORMED', 'control character');
  if (loneSurrogate.test(text)) throw new EnclaveError('MALFORMED', 'lone surrogate');
  if (text.normalize('NFC') !== text) throw new EnclaveError('MALFORMED', 'not NFC');
  return text;
}

function encode(value: unknown, depth: number): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'string') return JSON.stringify(checkText(value));
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || Math.abs(value) > integerMax || Object.is(value, -0)) {
      throw new EnclaveError('MALFORMED', 'number');
    }
    return String(value);
  }
  if (depth > documentDepthMax) throw new EnclaveError('MALFORMED', 'depth');
  if (Array.isArray(value)) {
    return `[${value.map((item) => encode(item, depth + 1)).join(',')}]`;
  }
  if (typeof value === 'object') return encodeObject(value as Record<string, unknown>, depth);
  throw new EnclaveError('MALFORMED', typeof value);
}

function encodeObject(value: Record<string, unknown>, depth: number): string {
  // RFC 8785 section 3.2.3: keys sorted by UTF-16 code units, which is what sort() does.
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    // The one name that schemas drop unseen from a record: what is signed would not be what is
    // read.
    if (key === '__proto__') throw new EnclaveError('MALFORMED', 'key');
    members.push(`${JSON.stringify(checkText(key))}:${encode(member, depth + 1)}`);
  }
  return `{${members.join(',')}}`;
}

/** RFC 8785 text of `value`. Throws MALFORMED on what the protocol cannot express. */
export function canonicalText(value: unknown): string {
  return encode(value, 1);
}

/** RFC 8785 bytes of `value`. Throws MALFORMED on what the protocol cannot express. */
export function canonicalBytes(value: unknown): Bytes {
  return utf8(canonicalText(value));
}

/** Reads bytes from outside under R1. Throws MALFORMED; what it returns is unchecked JSON. */
export function parseCanonical(bytes: Uint8Array, bytesMax: number): Json {
  if (bytes.length > bytesMax) throw new EnclaveError('MALFORMED', 'size');
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes));
  } catch (cause) {
    throw new EnclaveError('MALFORMED', 'JSON', { cause });
  }
  if (!equalBytes(canonicalBytes(value), bytes))
    throw new EnclaveError('MALFORMED', 'not canonical');
  return value as Json;
}

/** A label, a zero byte, then parts: the one shape of every hash input with a domain (R2). */
export function labelled(label: string, ...parts: readonly Uint8Array[]): Bytes {
  return concatBytes(utf8(label), Uint8Array.of(0), ...parts);
}
