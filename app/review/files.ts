// Files that a person chose, and the one that leaves again: everything that a verification needs,
// in one archive.

import { strToU8, zipSync } from 'fflate';
import type { Bytes } from '#enclave/protocol/index.ts';
import type { ReviewQuestion } from '../_client/proofs/review-here.ts';

/** The protocol's own limit for evidence. */
export const evidenceBytesMax = 1024 * 1024;

export const bytesIn = async (file: Blob): Promise<Bytes> =>
  new Uint8Array(await file.arrayBuffer());

/** The evidence, its endorsements, the entry, and the command that verifies it all. */
export function archiveOf(question: ReviewQuestion, entry: string, command: string): Uint8Array {
  const { dropped } = question;
  const endorsements = [...dropped.endorsements, ...question.endorsements];
  const digits = String(endorsements.length).length;
  const named = endorsements.map((bytes, index): [string, Uint8Array] => [
    `endorsements/${String(index + 1).padStart(digits, '0')}.bin`,
    bytes,
  ]);
  return zipSync({
    'evidence.bin': dropped.raw,
    ...Object.fromEntries(named),
    ...(entry.trim() === '' ? {} : { 'entry.json': strToU8(entry) }),
    'verify.txt': strToU8(`${command}\n`),
  });
}
