// The seekable reader: equal to the whole plaintext on every path, and no other file under the same
// key.

import fc from 'fast-check';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, utf8 } from '#enclave/protocol/index.ts';
import {
  openPayload,
  openSealed,
  readAgeHeader,
  type ChunkCipher,
} from '#enclave/sealing/index.ts';
import { nativeChunkCipher } from '#enclave/sealing/node.ts';
import {
  aSealedFile,
  chunkBytes,
  flipped,
  openWithFileKey,
  readAll,
  refusal,
  refusalCode,
  sealChunk,
  segmentPlainBytes,
  somePlaintext,
  withPayload,
  x25519Keys,
  type AgeKeys,
  type SealedCase,
} from './sealed-files.ts';

const sealedChunk = chunkBytes + 16;
const sizes = [
  ...[0, 1, 2, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes],
  ...[segmentPlainBytes - 1, segmentPlainBytes, segmentPlainBytes + 1],
];

let keys: AgeKeys;
let threeChunks: SealedCase;
const threeChunksPlain = somePlaintext(2 * chunkBytes + 100);

beforeAll(async () => {
  keys = await x25519Keys();
  threeChunks = await aSealedFile(keys.recipient, threeChunksPlain);
});

describe.each(sizes)('a payload of %i bytes', (size) => {
  let sealed: SealedCase;
  const plain = somePlaintext(size);

  beforeAll(async () => {
    sealed = await aSealedFile(keys.recipient, plain);
  });

  it('reads whole', () => {
    const reader = openWithFileKey(sealed.file, sealed.fileKey);
    expect(reader.plaintextBytes).toBe(size);
    expect(Buffer.compare(readAll(reader), plain)).toBe(0);
  });

  it('reads any range, in any order', () => {
    const reader = openWithFileKey(sealed.file, sealed.fileKey);
    const range = fc.tuple(fc.nat(size), fc.nat(size));
    fc.assert(
      fc.property(range, ([a, b]) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        expect(Buffer.compare(reader.read(start, end - start), plain.subarray(start, end))).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('reads byte by byte around every boundary', () => {
    const reader = openWithFileKey(sealed.file, sealed.fileKey);
    for (let edge = 0; edge <= size + chunkBytes; edge += chunkBytes) {
      for (let at = Math.max(0, edge - 2); at < Math.min(size, edge + 2); at++) {
        expect(reader.read(at, 1)[0]).toBe(plain[at]);
      }
    }
    for (let at = Math.max(0, size - 2); at < size; at++) {
      expect(reader.read(at, 1)[0]).toBe(plain[at]);
    }
  });

  it('refuses the file cut or extended, by a byte, a tag or a chunk', async () => {
    const { parts, fileKey } = sealed;
    for (const by of [1, 15, 16, 17, sealedChunk - 1, sealedChunk, sealedChunk + 1]) {
      const longer = withPayload(parts, concatBytes(parts.payload, new Uint8Array(by)));
      expect(await refusalCode(() => readAll(openWithFileKey(longer, fileKey)))).toBe(
        'INPUT_BYTES',
      );
      if (by > parts.payload.length) continue;
      const shorter = withPayload(parts, parts.payload.subarray(0, -by));
      expect(await refusalCode(() => readAll(openWithFileKey(shorter, fileKey)))).toBe(
        'INPUT_BYTES',
      );
    }
  });
});

it('reads two chunks byte by byte from end to end', () => {
  const reader = openWithFileKey(threeChunks.file, threeChunks.fileKey);
  const out = new Uint8Array(threeChunksPlain.length);
  for (let at = 0; at < out.length; at++) out.set(reader.read(at, 1), at);
  expect(Buffer.compare(out, threeChunksPlain)).toBe(0);
});

describe('openPayload', () => {
  it('opens the last chunk at once and afterwards only the chunks that a read touches', () => {
    const opened: string[] = [];
    const counting: ChunkCipher = {
      open(key, nonce, chunk) {
        opened.push(`${String(nonce[10])}/${String(nonce[11])}`);
        return nativeChunkCipher.open(key, nonce, chunk);
      },
    };
    const { file, fileKey } = threeChunks;
    const header = readAgeHeader(file);
    const start = header.length + 16;
    const segments = [file.subarray(0, start), file.subarray(start)];
    const reader = openPayload({
      readSegment: (index) => segments[index] ?? new Uint8Array(),
      header,
      fileKey,
      totalBytes: file.length,
      cipher: counting,
    });
    expect(opened).toEqual(['2/1']);
    reader.read(chunkBytes, 10);
    reader.read(chunkBytes + 500, 10);
    expect(opened).toEqual(['2/1', '1/0']);
    reader.read(chunkBytes - 1, 2);
    expect(opened).toEqual(['2/1', '1/0', '0/0', '1/0']);
  });

  it.each([
    [-1, 1],
    [0, -1],
    [0.5, 1],
    [0, 0.5],
    [0, threeChunksPlain.length + 1],
    [threeChunksPlain.length, 1],
    [threeChunksPlain.length + 1, 0],
    [Number.NaN, 1],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses to read %d bytes offset, %d bytes long', async (offset, length) => {
    const reader = openWithFileKey(threeChunks.file, threeChunks.fileKey);
    expect(await refusal(() => reader.read(offset, length))).toBe('INPUT_BYTES: range');
  });

  it('refuses every byte of a small file that was flipped, without any list of digests', async () => {
    const { file, fileKey } = await aSealedFile(keys.recipient, utf8('small table'));
    for (let i = 0; i < file.length; i++) {
      for (const mask of [0x01, 0x20, 0x80]) {
        const attempt = () => readAll(openWithFileKey(flipped(file, i, mask), fileKey));
        expect(await refusalCode(attempt), `byte ${i} ^ ${mask}`).toMatch(/^INPUT_(FORMAT|BYTES)$/);
      }
    }
  });

  it('gives a refusal only to the chunk that was changed, and no byte of it', async () => {
    const start = readAgeHeader(threeChunks.file).length + 16;
    const reader = openWithFileKey(
      flipped(threeChunks.file, start + chunkBytes - 1),
      threeChunks.fileKey,
    );
    expect(await refusal(() => reader.read(0, 1))).toBe('INPUT_BYTES: chunk');
    expect(reader.read(chunkBytes, 1)[0]).toBe(threeChunksPlain[chunkBytes]);
  });

  it('refuses chunks in another order', async () => {
    const { parts, fileKey } = threeChunks;
    const [a, b, c] = [0, 1, 2].map((i) =>
      parts.payload.slice(i * sealedChunk, (i + 1) * sealedChunk),
    );
    const none = new Uint8Array();
    const swapped = withPayload(parts, concatBytes(b ?? none, a ?? none, c ?? none));
    const reader = openWithFileKey(swapped, fileKey);
    expect(await refusal(() => reader.read(0, 1))).toBe('INPUT_BYTES: chunk');
  });

  it('refuses segment 0 with another header, or of another size', async () => {
    const { file, fileKey } = threeChunks;
    const header = readAgeHeader(file);
    const start = header.length + 16;
    const openWith = (first: Uint8Array) =>
      openPayload({
        readSegment: (index) => (index === 0 ? first : file.subarray(start)),
        header,
        fileKey,
        totalBytes: file.length,
        cipher: nativeChunkCipher,
      });
    expect(() => openWith(file.subarray(0, start))).not.toThrow();
    expect(await refusal(() => openWith(flipped(file.subarray(0, start), 3)))).toBe(
      'INPUT_BYTES: header',
    );
    expect(await refusal(() => openWith(file.subarray(0, start + 1)))).toBe(
      'INPUT_BYTES: segment size',
    );
    expect(await refusal(() => openWith(flipped(file.subarray(0, start), start - 1)))).toBe(
      'INPUT_BYTES: chunk',
    );
  });

  it('refuses a total size other than that of the file', async () => {
    const { file, fileKey } = threeChunks;
    const header = readAgeHeader(file);
    const start = header.length + 16;
    for (const totalBytes of [file.length - 1, file.length + 1, file.length + sealedChunk]) {
      const attempt = () =>
        openPayload({
          readSegment: (index) => (index === 0 ? file.subarray(0, start) : file.subarray(start)),
          header,
          fileKey,
          totalBytes,
          cipher: nativeChunkCipher,
        });
      expect(await refusal(attempt)).toBe('INPUT_BYTES: segment size');
    }
  });

  it('refuses a cipher that returns more or less than the chunk holds', async () => {
    const { file, fileKey } = threeChunks;
    const header = readAgeHeader(file);
    const start = header.length + 16;
    const attempt = () =>
      openPayload({
        readSegment: (index) => (index === 0 ? file.subarray(0, start) : file.subarray(start)),
        header,
        fileKey,
        totalBytes: file.length,
        cipher: { open: () => new Uint8Array(3) },
      });
    expect(await refusal(attempt)).toBe('INPUT_BYTES: chunk');
  });

  it('forgets the payload key if the last chunk does not open', async () => {
    const { file, fileKey } = threeChunks;
    const header = readAgeHeader(file);
    const start = header.length + 16;
    const seen: Uint8Array[] = [];
    const attempt = () =>
      openPayload({
        readSegment: (index) => (index === 0 ? file.subarray(0, start) : file.subarray(start)),
        header,
        fileKey,
        totalBytes: file.length,
        cipher: {
          open(key) {
            seen.push(key);
            throw new Error('bad tag');
          },
        },
      });
    expect(await refusal(attempt)).toBe('INPUT_BYTES: chunk');
    expect(seen).toEqual([new Uint8Array(32)]);
  });

  it('does not need the file key after opening, and reads nothing after wipe', async () => {
    const { file, fileKey, parts } = await aSealedFile(keys.recipient, threeChunksPlain);
    const reader = openWithFileKey(file, fileKey);
    fileKey.wipe();
    expect(reader.read(0, 4)).toEqual(threeChunksPlain.slice(0, 4));
    reader.wipe();
    expect(await refusalCode(() => reader.read(0, 4))).toBe('FAILED');
    expect(parts.fileKey).toHaveLength(16);
  });
});

describe('a payload remade by a holder of the file key', () => {
  const remade = (chunks: { index: number; isLast: boolean; plaintext: Uint8Array }[]) =>
    withPayload(
      threeChunks.parts,
      concatBytes(...chunks.map((c) => sealChunk(threeChunks.parts, c))),
    );
  const full = new Uint8Array(chunkBytes);
  const short = utf8('end');

  it('opens if it is well formed: only the segment list refuses it (R8)', () => {
    const file = remade([
      { index: 0, isLast: false, plaintext: full },
      { index: 1, isLast: true, plaintext: short },
    ]);
    const reader = openWithFileKey(file, threeChunks.fileKey);
    expect(reader.read(chunkBytes, 3)).toEqual(short);
  });

  it.each([
    ['the last chunk not marked', 0, false, 1, false],
    ['the first chunk marked as last', 0, true, 1, true],
    ['a counter that starts at one', 1, false, 2, true],
    ['a counter that stands still', 0, false, 0, true],
    ['a counter that jumps', 0, false, 2, true],
  ])('refuses %s, by our reader and by the library', async (_label, i, iLast, j, jLast) => {
    const file = remade([
      { index: i, isLast: iLast, plaintext: full },
      { index: j, isLast: jLast, plaintext: short },
    ]);
    expect(await refusal(() => readAll(openWithFileKey(file, threeChunks.fileKey)))).toBe(
      'INPUT_BYTES: chunk',
    );
    expect(await refusalCode(() => openSealed(file, keys.identity, 'result'))).toBe('INPUT_BYTES');
  });
});

it('runs in a browser: the front door bundles without any module of Node', async () => {
  const { warnings, outputFiles } = await build({
    entryPoints: ['enclave-jobs/sealing/index.ts'],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  expect(outputFiles[0]?.text).not.toMatch(/\bBuffer\.from\b|node:crypto/);
});
