// JSON that somebody signed, read by the schema of what it should be.

import type * as z from 'zod';
import { ParseFault } from '../examination.ts';
import { fromUtf8, parsePlainJson, type Bytes } from '../../protocol/index.ts';

/** Throws ParseFault on bytes that are no UTF-8. */
export function readText(bytes: Bytes, field: string): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new ParseFault({ field, expected: 'UTF-8', found: 'other bytes' });
  }
}

/** Throws ParseFault with the first place that is not as the schema says. */
export function readJson<T>(schema: z.ZodType<T>, text: string, field: string): T {
  let json: unknown;
  try {
    json = parsePlainJson(text);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : text.slice(0, 16);
    throw new ParseFault({ field, expected: 'JSON, each name once', found });
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new ParseFault({
    field: `${field} ${place}`,
    expected: issue?.message ?? '',
    found: 'something else',
  });
}
