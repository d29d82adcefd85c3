// What a program inside a TEE asks of it: evidence over 64 bytes of its own. Trusts nothing that
// comes back; whoever receives the evidence verifies it.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  Evidence,
  concatBytes,
  makeDocument,
  reportData,
  sorted,
  toBase64Url,
  type Bytes,
  type Doc,
  type EvidenceFormat,
  type Runtime,
} from '../../protocol/index.ts';

export interface Collected {
  readonly format: EvidenceFormat;
  readonly raw: Bytes;
  /** What the TEE itself has to add: a key's public area, a certificate table. */
  readonly endorsements: readonly Bytes[];
}

export interface Collector {
  /** Evidence over 64 bytes; formats with less room take the first 32. Throws CollectError. */
  collect(reportData: Bytes): Promise<Collected>;
}

/** A TEE that does not answer, for the operator: which part, never what it said of the program. */
export class CollectError extends Error {}

/**
 * Files that the host fetched for this machine: certificates, revocation lists, TCB info. None is
 * no folder.
 */
function hostEndorsements(folder: string): readonly Bytes[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.map((name) => concatBytes(readFileSync(join(folder, name))));
}

/** Evidence about a runtime, with everything that vouches for the machine. */
export async function collectEvidence(
  collector: Collector,
  runtime: Runtime,
  endorsementFolder: string,
): Promise<Doc<Evidence>> {
  const { format, raw, endorsements } = await collector.collect(reportData(runtime));
  const all = [...endorsements, ...hostEndorsements(endorsementFolder)].map(toBase64Url);
  return makeDocument(Evidence, {
    format,
    raw: toBase64Url(raw),
    endorsements: sorted([...new Set(all)]),
    runtime,
  });
}
