// What a person typed or wrote into a file, read by a schema: wrong words end in a sentence, not in
// a stack.

import type * as z from 'zod';
import { hashSchema, type Hash } from '#enclave/protocol/index.ts';
import { UsageError } from './command.ts';

/** A whole hash. Throws UsageError with the sentence given. */
export function hashIn(text: string | undefined, sentence: string): Hash {
  const read = hashSchema.safeParse(text);
  if (!read.success) throw new UsageError(sentence);
  return read.data;
}

/** Throws UsageError with the first place that is not as the schema wants it. */
export function shapeIn<S extends z.ZodType>(schema: S, value: unknown, from: string): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UsageError(`${from}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}
