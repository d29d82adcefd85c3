// R8: the manifest pins every byte of a sealed file, against the owner and every key holder too.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, hashOf, segmentBytes, utf8, type Bytes } from '#enclave/protocol/index.ts';
import {
  describeSealed,
  openSegmentList,
  readAgeHeader,
  sealTo,
  segmentRanges,
  type SealedDescription,
  type SegmentCheck,
  type SegmentRange,
} from '#enclave/sealing/index.ts';
import { chunkLayout } from '#enclave/sealing/chunks.ts';
import {
  flipped,
  refusal,
  segmentPlainBytes,
  sha256,
  somePlaintext,
  x25519Keys,
} from './sealed-files.ts';

let file: Bytes;
let described: SealedDescription;
let ranges: SegmentRange[];

const segment = (index: number, from: Bytes = file): Bytes => {
  const { offset, length } = ranges[index] ?? { offset: 0, length: 0 };
  return from.slice(offset, offset + length);
};

const openList = (digests: readonly Uint8Array[]): Promise<SegmentCheck> =>
  openSegmentList({ digests, segments: described.segments, ranges, sha256 });

beforeAll(async () => {
  const { recipient } = await x25519Keys();
  file = await sealTo([recipient], somePlaintext(2 * segmentPlainBytes + 5));
  described = await describeSealed(file, sha256);
  ranges = segmentRanges(readAgeHeader(file).length, file.length);
});

describe('segmentRanges', () => {
  it('covers the file once, without gap or overlap, in segments of 16 chunks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 80, max: 32_768 }),
        fc.nat(5_000_000),
        (headerLength, plain) => {
          const chunks = Math.max(1, Math.ceil(plain / 65_536));
          const total = headerLength + 16 + plain + 16 * chunks;
          const [first, ...rest] = segmentRanges(headerLength, total);
          expect(first).toEqual({ offset: 0, length: headerLength + 16 });
          let next = headerLength + 16;
          rest.forEach(({ offset, length }, i) => {
            expect(offset).toBe(next);
            if (i < rest.length - 1) expect(length).toBe(1_048_832);
            next += length;
          });
          expect(next).toBe(total);
          expect(rest).toHaveLength(Math.ceil(chunks / 16));
        },
      ),
    );
  });

  it.each([
    ['no payload at all', 200 + 16],
    ['half a tag', 200 + 16 + 15],
    ['half a nonce', 200 + 7],
    ['an empty last chunk', 200 + 16 + 65_552 + 16],
    ['half a tag after a full chunk', 200 + 16 + 65_552 + 15],
    ['a last byte that is no tag', 200 + 16 + 65_552 + 1],
    ['a fraction', 200 + 16 + 17.5],
    ['not a number', Number.NaN],
    ['more than an integer holds', 2 ** 60],
  ])('refuses a file size with %s', async (_label, total) => {
    expect(await refusal(() => segmentRanges(200, total))).toBe('INPUT_BYTES: payload size');
  });
});

describe('chunkLayout', () => {
  it('is the inverse of the sealed size', () => {
    fc.assert(
      fc.property(fc.nat(400_000), (plain) => {
        const chunks = Math.max(1, Math.ceil(plain / 65_536));
        const layout = chunkLayout(plain + 16 * chunks);
        expect(layout.plaintextBytes).toBe(plain);
        expect(layout.chunks).toBe(chunks);
        expect((chunks - 1) * 65_552 + layout.lastSealedBytes).toBe(plain + 16 * chunks);
      }),
    );
  });
});

describe('describeSealed', () => {
  it('names header, size and every segment', () => {
    expect(described.bytes).toBe(file.length);
    expect(described.segmentBytes).toBe(1_048_832);
    expect(segmentBytes).toBe(16 * (65_536 + 16));
    expect(described.header).toBe(hashOf(readAgeHeader(file).headerBytes));
    expect(described.digests).toHaveLength(4);
    described.digests.forEach((digest, i) => expect(digest).toEqual(sha256(segment(i))));
    expect(described.segments).toBe(hashOf(concatBytes(...described.digests)));
  });

  it('works with the asynchronous SHA-256 of the platform', async () => {
    const viaSubtle = await describeSealed(
      file,
      async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice())),
    );
    expect(viaSubtle).toEqual(described);
  });

  it('refuses what is no age file', async () => {
    expect(await refusal(() => describeSealed(utf8('PAR1'), sha256))).toMatch(/^INPUT_FORMAT: /);
    const headerOnly = readAgeHeader(file).headerBytes;
    expect(await refusal(() => describeSealed(headerOnly, sha256))).toBe(
      'INPUT_BYTES: payload size',
    );
  });

  it('changes its digest with any byte of the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: readAgeHeader(file).length, max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (index, mask) => {
          const other = await describeSealed(flipped(file, index, mask), sha256);
          expect(other.segments).not.toBe(described.segments);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('openSegmentList', () => {
  it('passes every segment of the file, in any order, and returns it', async () => {
    const list = await openList(described.digests);
    for (const index of [3, 0, 2, 1, 3]) {
      expect(Buffer.compare(await list.check(index, segment(index)), segment(index))).toBe(0);
    }
  });

  const mutations: [string, (digests: Uint8Array[]) => Uint8Array[]][] = [
    ['shortened', (digests) => digests.slice(0, -1)],
    ['extended', (digests) => [...digests, new Uint8Array(32)]],
    ['emptied', () => []],
    ['reordered', ([a, b, c, d]) => [a, c, b, d].filter((item) => item !== undefined)],
    ['with one bit changed', ([a, ...rest]) => [flipped(a ?? new Uint8Array(32), 9), ...rest]],
    ['with one digest twice', ([a, , c, d]) => [a, c, c, d].filter((x) => x !== undefined)],
    [
      'cut elsewhere, with the same concatenation',
      (digests) => {
        const all = concatBytes(...digests);
        return [all.slice(0, 16), all.slice(16, 64), all.slice(64, 96), all.slice(96)];
      },
    ],
  ];

  it.each(mutations)('refuses a list that was %s', async (_label, mutate) => {
    expect(await refusal(() => openList(mutate([...described.digests])))).toBe(
      'INPUT_BYTES: segment list',
    );
  });

  it('refuses the list of another file', async () => {
    const { recipient } = await x25519Keys();
    const other = await sealTo([recipient], somePlaintext(2 * segmentPlainBytes + 5));
    const { digests } = await describeSealed(other, sha256);
    expect(await refusal(() => openList(digests))).toBe('INPUT_BYTES: segment list');
  });

  it('refuses a segment in the place of another', async () => {
    const list = await openList(described.digests);
    expect(await refusal(() => list.check(1, segment(2)))).toBe('INPUT_BYTES: segment');
    expect(await refusal(() => list.check(2, segment(1)))).toBe('INPUT_BYTES: segment');
    expect(await refusal(() => list.check(3, segment(1)))).toBe('INPUT_BYTES: segment size');
  });

  it.each([-1, 4, 0.5, Number.NaN])(
    'refuses a segment number %d that does not exist',
    async (index) => {
      const list = await openList(described.digests);
      expect(await refusal(() => list.check(index, segment(1)))).toBe('INPUT_BYTES: segment size');
    },
  );

  it('refuses a segment that is short, long, or changed in one bit', async () => {
    const list = await openList(described.digests);
    const good = segment(1);
    expect(await refusal(() => list.check(1, good.slice(0, -1)))).toBe('INPUT_BYTES: segment size');
    expect(await refusal(() => list.check(1, concatBytes(good, utf8('x'))))).toBe(
      'INPUT_BYTES: segment size',
    );
    for (const at of [0, 65_551, 65_552, good.length - 1]) {
      expect(await refusal(() => list.check(1, flipped(good, at)))).toBe('INPUT_BYTES: segment');
    }
  });

  it('does not follow a caller who changes the list after the check', async () => {
    const digests = described.digests.map((digest) => digest.slice());
    const list = await openList(digests);
    digests.forEach((digest) => digest.set(sha256(new Uint8Array(segmentBytes))));
    expect(await refusal(() => list.check(1, new Uint8Array(segmentBytes)))).toBe(
      'INPUT_BYTES: segment',
    );
  });
});
