// R8, R9: all segments of all inputs, in the order of manifest and job, hashed as they arrive and
// before any key does. What is kept is ciphertext.

import { EnclaveError, fromHex, type Bytes } from '../protocol/index.ts';
import {
  openSegmentList,
  readAgeHeader,
  requireHeaderDigest,
  segmentRanges,
  type AgeHeader,
  type SegmentRange,
  type Sha256,
} from '../sealing/index.ts';
import type { DocumentedInput } from './job-documents.ts';

export interface SealedInput {
  readonly source: DocumentedInput;
  readonly header: AgeHeader;
  readonly segments: readonly Bytes[];
}

function rangesOf(
  source: DocumentedInput,
  first: Bytes,
): { header: AgeHeader; ranges: readonly SegmentRange[] } {
  const header = readAgeHeader(first);
  requireHeaderDigest(header, source.manifest.value.sealed.header);
  return { header, ranges: segmentRanges(header.length, source.manifest.value.sealed.bytes) };
}

/**
 * Takes an input's segments from `next`, in order. Throws INPUT_BYTES or INPUT_FORMAT at the first
 * one that is not what the manifest pinned.
 */
export async function receiveInput(
  source: DocumentedInput,
  next: (alias: string, index: number) => Promise<Bytes>,
  sha256: Sha256,
): Promise<SealedInput> {
  const { alias } = source.input;
  const first = await next(alias, 0);
  const { header, ranges } = rangesOf(source, first);
  if (ranges.length !== source.digests.length)
    throw new EnclaveError('INPUT_BYTES', 'segment count');
  const list = await openSegmentList({
    digests: source.digests.map(fromHex),
    segments: source.manifest.value.sealed.segments,
    ranges,
    sha256,
  });
  const segments = [await list.check(0, first)];
  for (let index = 1; index < ranges.length; index++) {
    segments.push(await list.check(index, await next(alias, index)));
  }
  return { source, header, segments };
}
