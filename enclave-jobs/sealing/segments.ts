// R8, bytes are pinned: AEAD alone is not enough, since the owner and every key holder could forge
// it.
//
// file    = header ‖ nonce (16) ‖ chunk ‖ chunk ‖ … segment 0 = header ‖ nonce;  segment n ≥ 1 = 16
// sealed chunks (1,048,832 bytes), the last one shorter manifest: sealed.header = SHA-256(header),
// sealed.segments = SHA-256(digest 0 ‖ digest 1 ‖ …)

import {
  EnclaveError,
  ageNonceBytes,
  concatBytes,
  equalBytes,
  fromHex,
  segmentBytes,
  hashOf,
  toHex,
  type Bytes,
  type Hash,
} from '../protocol/index.ts';
import { chunkLayout } from './chunks.ts';
import { readAgeHeader, type AgeHeader } from './header.ts';

/** The platform's SHA-256, handed in: bulk data is not hashed in plain JavaScript. */
export type Sha256 = (bytes: Uint8Array) => Bytes | Promise<Bytes>;

/** Where a segment lies in the sealed file. */
export interface SegmentRange {
  readonly offset: number;
  readonly length: number;
}

/** The `sealed` field of a manifest without its footer, and the list that stays beside the file. */
export interface SealedDescription {
  readonly bytes: number;
  readonly header: Hash;
  readonly segmentBytes: typeof segmentBytes;
  readonly segments: Hash;
  readonly digests: readonly Bytes[];
}

/** Checks segments against a list that was itself checked against a manifest. */
export interface SegmentCheck {
  /** Returns `bytes` if they are segment `index` in full; otherwise throws INPUT_BYTES. */
  check(index: number, bytes: Bytes): Promise<Bytes>;
}

const digestLength = 32;

/**
 * All segments of a file of `fileBytes` whose header has `headerLength` bytes, in order and without
 * gaps. Throws INPUT_BYTES on a file size that no age file with this header has.
 */
export function segmentRanges(headerLength: number, fileBytes: number): SegmentRange[] {
  const payloadStart = headerLength + ageNonceBytes;
  chunkLayout(fileBytes - payloadStart);
  const ranges: SegmentRange[] = [{ offset: 0, length: payloadStart }];
  for (let offset = payloadStart; offset < fileBytes; offset += segmentBytes) {
    ranges.push({ offset, length: Math.min(segmentBytes, fileBytes - offset) });
  }
  return ranges;
}

/**
 * What an owner's client puts into a manifest. Throws INPUT_FORMAT or INPUT_BYTES on what is no age
 * file.
 */
export async function describeSealed(file: Uint8Array, sha256: Sha256): Promise<SealedDescription> {
  const header = readAgeHeader(file);
  const digests: Bytes[] = [];
  for (const { offset, length } of segmentRanges(header.length, file.length)) {
    digests.push(await sha256(file.subarray(offset, offset + length)));
  }
  return {
    bytes: file.length,
    header: hashOf(header.headerBytes),
    segmentBytes,
    segments: toHex(await sha256(concatBytes(...digests))) as Hash,
    digests,
  };
}

/**
 * Returns if the manifest's `sealed.header` names this header; otherwise throws INPUT_BYTES (R7).
 */
export function requireHeaderDigest(header: AgeHeader, expected: Hash): void {
  if (hashOf(header.headerBytes) !== expected)
    throw new EnclaveError('INPUT_BYTES', 'header digest');
}

/**
 * Checks `digests` against the manifest's `segments`, and from then on segments against `digests`.
 * `ranges` come from `segmentRanges` with the manifest's `sealed.bytes`. Throws INPUT_BYTES.
 */
export async function openSegmentList(list: {
  readonly digests: readonly Uint8Array[];
  readonly segments: Hash;
  readonly ranges: readonly SegmentRange[];
  readonly sha256: Sha256;
}): Promise<SegmentCheck> {
  const { segments, ranges, sha256 } = list;
  // Copies, and each of 32 bytes: other cuts of the same concatenation would have the same digest.
  const digests = list.digests.map((digest) => digest.slice());
  const isWellFormed =
    digests.length === ranges.length && digests.every((d) => d.length === digestLength);
  if (!isWellFormed || !equalBytes(await sha256(concatBytes(...digests)), fromHex(segments))) {
    throw new EnclaveError('INPUT_BYTES', 'segment list');
  }
  return {
    async check(index, bytes) {
      const expected = digests[index];
      if (expected === undefined || bytes.length !== ranges[index]?.length) {
        throw new EnclaveError('INPUT_BYTES', 'segment size');
      }
      if (!equalBytes(await sha256(bytes), expected))
        throw new EnclaveError('INPUT_BYTES', 'segment');
      return bytes;
    },
  };
}
