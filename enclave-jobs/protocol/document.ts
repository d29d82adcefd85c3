// What every document has in common: a type, a version, canonical bytes, and a name that is their
// hash.

import * as z from 'zod';
import { EnclaveError } from './error-codes.ts';
import { canonicalBytes, parseCanonical } from './canonical.ts';
import { hashOf } from './hash.ts';
import { documentBytesMax } from './limits.ts';
import type { Bytes } from './bytes.ts';
import type { Hash } from './scalars.ts';

/** A document as received: `value` is what `bytes` say, `name` is SHA-256 of `bytes`. */
export interface Doc<T> {
  readonly name: Hash;
  readonly bytes: Bytes;
  readonly value: T;
}

export interface DocumentType<S extends z.ZodType = z.ZodType> {
  readonly type: string;
  readonly schema: S;
  readonly bytesMax: number;
}

/** Fields an author gives; `type` and `v` come from the document type. Keeps unions apart. */
export type FieldsOf<T> = T extends unknown ? Omit<T, 'type' | 'v'> : never;

export function defineDocument<T extends string, F extends z.ZodRawShape>(
  type: T,
  fields: F,
  bytesMax: number = documentBytesMax.standard,
) {
  const schema = z.strictObject({ type: z.literal(type), v: z.literal(1), ...fields });
  return { type, schema, bytesMax };
}

/** Checks unchecked JSON against a schema. Throws MALFORMED with the path of the first fault. */
export function checkShape<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  const issue = outcome.error.issues[0];
  throw new EnclaveError('MALFORMED', issue === undefined ? '' : issue.path.map(String).join('.'));
}

/** Reads a document from outside under R1. Throws MALFORMED. Signatures are not looked at. */
export function parseDocument<S extends z.ZodType>(
  document: DocumentType<S>,
  bytes: Uint8Array,
): Doc<z.output<S>> {
  const value = checkShape(document.schema, parseCanonical(bytes, document.bytesMax));
  return { name: hashOf(bytes), bytes: Uint8Array.from(bytes), value };
}

/** Writes a document; the author's own mistakes are refused by the reader's rules. */
export function makeDocument<S extends z.ZodType>(
  document: DocumentType<S>,
  fields: FieldsOf<z.input<S>>,
): Doc<z.output<S>> {
  return parseDocument(document, canonicalBytes({ type: document.type, v: 1, ...fields }));
}
