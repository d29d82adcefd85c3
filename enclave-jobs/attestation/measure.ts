// The digest of a measured artefact, for the simulated platform and for `parley measure`. Second
// front door of attestation/, on Node only. On hardware the hardware measures; this must come out
// the same.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { canonicalBytes, hashOf, hashSchema, sorted, type Hash } from '../protocol/index.ts';

/** A file of the artefact under the name that is measured, wherever it lies. */
export interface MeasuredFile {
  readonly file: string;
  readonly path: string;
}

export interface Measurement {
  readonly code: Hash;
  readonly files: readonly { readonly file: string; readonly sha256: Hash }[];
}

async function digestOf(path: string): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
  }
  return hashSchema.parse(hash.digest('hex'));
}

/** SHA-256 of the sorted list of {file, SHA-256}: role bundle, engine libraries, runtime binary. */
export async function measureFiles(files: readonly MeasuredFile[]): Promise<Measurement> {
  const digests = await Promise.all(
    files.map(async ({ file, path }) => ({ file, sha256: await digestOf(path) })),
  );
  const list = sorted(digests, (entry) => entry.file);
  return { code: hashOf(canonicalBytes(list)), files: list };
}
