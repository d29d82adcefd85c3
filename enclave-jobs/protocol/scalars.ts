// The scalar types of docs/protocol.md section 2, as schemas that refuse every other spelling.

import * as z from 'zod';
import { fromBase64Url, toBase64Url, type Bytes } from './bytes.ts';
import { canonicalText } from './canonical.ts';
import { integerMax, textLengthMax } from './limits.ts';

export type Hash = string & { readonly __hash: unique symbol };

/** 64 lower-case hex digits of SHA-256. */
export const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text) => text as Hash);

export const partySchema = hashSchema;

/** An integer from 0 to 2^53-1: a count, a sequence number, whole seconds since 1970 UTC. */
export const countSchema = z.int().min(0).max(integerMax);
export const seqSchema = countSchema;
export const timeSchema = countSchema;

/** An integer of either sign that every reader represents exactly. */
export const integerSchema = z.int().min(-integerMax).max(integerMax);

/**
 * Text that people read or that names something: 1 to 512 characters; R1 has refused control
 * characters.
 */
export const textSchema = z.string().min(1).max(textLengthMax);

/** Identifiers inside templates and documents: lower case, digits, dashes. */
export const idSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

export const aliasSchema = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/);

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

const ratioText = /^(0|[1-9][0-9]{0,15})\/[1-9][0-9]{0,15}$/;

/**
 * Judges the spelling too: zod runs this after a failed pattern, and BigInt throws on other text.
 */
function isLowestTerms(text: string): boolean {
  if (!ratioText.test(text)) return false;
  const [n, d] = text.split('/').map(BigInt);
  if (n === undefined || d === undefined || d === 0n) return false;
  const max = BigInt(integerMax);
  return n <= max && d <= max && gcd(n, d) === 1n;
}

/** "n/d" in lowest terms, both at most 2^53-1; zero is "0/1". */
export const ratioSchema = z.string().regex(ratioText).refine(isLowestTerms);

/** A decimal number as text: no exponent, no plus, no trailing zero, no minus zero. */
export const decimalSchema = z
  .string()
  .max(40)
  .regex(/^(?!-0$)-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/);

/** yyyy-mm-dd that exists. */
export const dateSchema = z.iso.date();

function isBase64Url(text: string): boolean {
  return /^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1
    ? toBase64Url(fromBase64Url(text)) === text
    : false;
}

/** Canonical base64url without padding of at most `max` bytes (exactly `max` if `exact`). */
export function bytesSchema(max: number, exact: 'exact' | 'atMost' = 'atMost') {
  const length = Math.ceil((max * 4) / 3);
  return z
    .string()
    .max(length)
    .refine(
      (text) => isBase64Url(text) && (exact === 'atMost' || fromBase64Url(text).length === max),
    );
}

/** R3: a 32-byte Ed25519 public key. */
export const keySchema = bytesSchema(32, 'exact');
export const nonceSchema = bytesSchema(32, 'exact');

/** Native age recipients (C2SP age): `age1pq1…` ML-KEM-768 with X25519, `age1…` X25519. */
export const hybridRecipientSchema = z
  .string()
  .max(2048)
  .regex(/^age1pq1[02-9ac-hj-np-z]+$/);
export const x25519RecipientSchema = z.string().regex(/^age1(?!pq1)[02-9ac-hj-np-z]{58}$/);
export const recipientSchema = z.union([hybridRecipientSchema, x25519RecipientSchema]);

/**
 * R45: on what evidence rests. `hardware`: an anchor that is compiled in. `named-root`: a root that
 * policies name themselves. `simulated`: nothing.
 */
export const assurances = ['hardware', 'named-root', 'simulated'] as const;
export const assuranceSchema = z.enum(assurances);
export type Assurance = z.infer<typeof assuranceSchema>;

/** What a document's author last saw of a broker's log (R26, R29). */
export const headSchema = z.strictObject({
  broker: hashSchema,
  index: seqSchema,
  entry: hashSchema,
});
export type Head = z.infer<typeof headSchema>;

function isStrictlyAscending<T>(items: readonly T[], key: (item: T) => string | number): boolean {
  return items.every((item, i) => {
    const before = items[i - 1];
    return i === 0 || (before !== undefined && key(before) < key(item));
  });
}

/**
 * A list sorted by `key` without duplicates; by default by the canonical text of the whole item.
 */
export function sortedList<T extends z.ZodType>(
  item: T,
  max: number,
  key: (item: z.output<T>) => string | number = canonicalText,
) {
  return z
    .array(item)
    .max(max)
    .refine((items) => isStrictlyAscending(items, key), 'sorted without duplicates');
}

/** Puts the items into the order that `sortedList` demands; for authors. */
export function sorted<T>(
  items: readonly T[],
  key: (item: T) => string | number = canonicalText,
): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

export function bytesOf(text: string): Bytes {
  return fromBase64Url(text);
}
