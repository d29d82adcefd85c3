// A recorded piece of evidence with what a verifier must say of it: `vector.json` in a folder of
// its own, the files that it names beside it. The layout is ours, docs/vectors.md; nothing in it is
// optional, nothing may be more.

import { dirname, join, relative, sep } from 'node:path';
import { readdirSync } from 'node:fs';
import * as z from 'zod';
import {
  hardwareFormats,
  isHardwareFormat,
  type HardwareFormat,
} from '#enclave/attestation/index.ts';
import type { Bytes } from '#enclave/protocol/index.ts';
import { UsageError } from '../command.ts';
import { jsonIn, readInput } from '../files.ts';
import { shapeIn } from '../read-words.ts';

/** A file of the vector's own folder: no path leads out of it. */
const fileSchema = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/);

const vectorSchema = z.strictObject({
  format: z.string().refine(isHardwareFormat, `one of ${hardwareFormats.join(', ')}`),
  evidence: fileSchema,
  endorsements: z.array(fileSchema).max(64),
  at: z.iso.datetime(),
  /** Where it was published, and under which licence. */
  source: z.string().min(1),
  expected: z.discriminatedUnion('verdict', [
    z.strictObject({
      verdict: z.literal('authentic'),
      /** Intel's grade of the platform; null for other formats. */
      tcbStatus: z.string().nullable(),
      debug: z.boolean(),
      /** Leaves of the claims by their paths: bytes in hex, numbers as text. */
      fields: z.record(z.string(), z.string()),
    }),
    z.strictObject({
      verdict: z.literal('refused'),
      /** Id of the first line that fails. */
      check: z.string().min(1),
    }),
  ]),
});

export type ExpectedVerdict = z.infer<typeof vectorSchema>['expected'];

export interface Vector {
  readonly format: HardwareFormat;
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
  /** Seconds since 1970. */
  readonly at: number;
  readonly expected: ExpectedVerdict;
}

/**
 * Folders below `folder` that hold a vector.json, by their paths from there, in order. Throws
 * UsageError.
 */
export function vectorsBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name === 'vector.json')
      .map((entry) => relative(folder, entry.parentPath).split(sep).join('/'))
      .sort();
  } catch (cause) {
    throw new UsageError(`${folder}: cannot be read as a folder`, { cause });
  }
}

/**
 * Throws UsageError with the first place that is not of the layout, or the file that is not there.
 */
export function readVector(path: string): Vector {
  const { format, evidence, endorsements, at, expected } = shapeIn(
    vectorSchema,
    jsonIn(path),
    path,
  );
  const bytesIn = (file: string) => readInput(join(dirname(path), file));
  return {
    format,
    raw: bytesIn(evidence),
    endorsements: endorsements.map(bytesIn),
    at: Math.floor(Date.parse(at) / 1000),
    expected,
  };
}
