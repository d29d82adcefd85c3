// R7: a table that its owner sealed with the stock age tool. The program opens it once, and
// describes only what it would have written itself.

import { createHash } from 'node:crypto';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  TableError,
  adoptDataset,
  openOwnFile,
  readSealedParquet,
  type DatasetDraft,
  type DeclaredColumn,
} from '#enclave/participant/index.ts';
import { EnclaveError, bytesOf, concatBytes, utf8, type Bytes } from '#enclave/protocol/index.ts';
import {
  describeSealed,
  generateHybridKeys,
  readAgeHeader,
  sealTo,
  verifyHeaderMac,
} from '#enclave/sealing/index.ts';
import { nativeChunkCipher } from '#enclave/sealing/node.ts';
import { build, crypto } from '../../support/decision-world.ts';

interface StockVector {
  readonly identity: string;
  readonly rows: number;
  readonly file: string;
}
const vector = JSON.parse(
  readFileSync(new URL('../../vectors/sealed-table-age.json', import.meta.url), 'utf8'),
) as StockVector;
const stockFile = bytesOf(vector.file);
const { alder } = (await build()).world;
const sha256 = (bytes: Uint8Array) => concatBytes(createHash('sha256').update(bytes).digest());

const columns: readonly DeclaredColumn[] = [
  { name: 'person_id', type: 'text', role: 'entityKey', domain: { kind: 'text', maxLength: 8 } },
  {
    name: 'region',
    type: 'text',
    role: 'dimension',
    domain: { kind: 'enum', values: ['north', 'south'] },
  },
  {
    name: 'score',
    type: 'decimal',
    role: 'measure',
    domain: { kind: 'decimal', min: '0', max: '10', step: '0.1' },
  },
  {
    name: 'visits',
    type: 'int',
    role: 'measure',
    domain: { kind: 'int', min: '0', max: '10', step: '1' },
  },
];
const draft: DatasetDraft = {
  columns,
  entityKey: { column: 'person_id', domain: 'test-person' },
  normaliser: 'exact/1' as const,
  assurance: 'simulated',
  client: 'independent',
};

async function faultOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'none';
  } catch (error) {
    if (error instanceof TableError) {
      const [first] = error.problems;
      return `${first?.code ?? ''} ${first?.row ?? ''} ${first?.column ?? ''}`.trim();
    }
    if (error instanceof EnclaveError) return `${error.code} ${error.place}`.trim();
    throw error;
  }
}

/** With every bit of one byte turned; a negative place counts from the end. */
function flip(file: Bytes, place: number): Bytes {
  const at = place < 0 ? file.length + place : place;
  return file.map((byte, i) => (i === at ? byte ^ 0xff : byte));
}

const open = (file: Bytes) => openOwnFile(file, vector.identity, nativeChunkCipher);

/** A good file of two rows with one thing changed, sealed and adopted. */
async function adopt(change: {
  readonly ids?: readonly (string | null)[];
  readonly scores?: readonly (string | null)[];
  readonly visits?: { readonly type: 'INT64' | 'DOUBLE'; readonly data: readonly unknown[] };
  readonly codec?: 'UNCOMPRESSED' | 'SNAPPY';
  readonly columns?: readonly DeclaredColumn[];
}) {
  const { visits = { type: 'INT64', data: [1n, 2n] } } = change;
  const parquet = parquetWriteBuffer({
    codec: change.codec ?? 'SNAPPY',
    columnData: [
      { name: 'person_id', data: [...(change.ids ?? ['a', 'b'])], type: 'STRING' },
      { name: 'region', data: ['north', null], type: 'STRING' },
      { name: 'score', data: [...(change.scores ?? ['2.5', null])], type: 'STRING' },
      { name: 'visits', data: [...visits.data], type: visits.type },
    ],
  });
  const { identity, recipient } = await generateHybridKeys();
  const file = await sealTo([recipient], new Uint8Array(parquet));
  const opened = await openOwnFile(file, identity, nativeChunkCipher);
  const declared = { ...draft, columns: change.columns ?? columns };
  return adoptDataset(crypto, sha256, alder, opened, declared);
}

describe('a table that the stock age tool sealed', () => {
  it('is opened, and described by the bytes that are on the disk', async () => {
    const opened = await open(stockFile);
    expect(opened.table.rows).toBe(vector.rows);
    expect(opened.table.columns[1]?.slice(7, 10)).toEqual(['south', 'north', '']);
    const { manifest, header, fileKey, file } = await adoptDataset(
      ...([crypto, sha256, alder, opened, draft] as const),
    );
    const { digests, ...sealed } = await describeSealed(stockFile, sha256);
    expect(manifest.value.sealed).toEqual({ ...sealed, footer: opened.footer });
    expect(digests).toHaveLength(2);
    expect(file).toBe(stockFile);
    expect(manifest.value).toMatchObject({ version: 1, rowsRounded: 40, entitiesRounded: 40 });
    expect(() => verifyHeaderMac(readAgeHeader(header), fileKey)).not.toThrow();
  });

  it('is not opened by another identity', async () => {
    const { identity } = await generateHybridKeys();
    expect(await faultOf(() => openOwnFile(stockFile, identity, nativeChunkCipher))).toBe(
      'INPUT_BYTES header',
    );
  });

  it.each([
    ['its last byte changed', (file: Bytes) => flip(file, -1)],
    ['its last byte cut', (file: Bytes) => file.slice(0, -1)],
    ['a byte added', (file: Bytes) => concatBytes(file, Uint8Array.of(0))],
  ])('is not opened with %s', async (_what, change) => {
    expect(await faultOf(() => open(change(stockFile)))).toBe('INPUT_BYTES chunk');
  });

  it('is refused where rows of text are inside', async () => {
    const { identity, recipient } = await generateHybridKeys();
    const file = await sealTo([recipient], utf8('person_id,region\n1,north\n'));
    expect(await faultOf(() => openOwnFile(file, identity, nativeChunkCipher))).toBe(
      'INPUT_FORMAT Parquet magic',
    );
  });
});

describe('a table that another program wrote', () => {
  it('is adopted, compressed or not', async () => {
    expect((await adopt({})).manifest.value.rowsRounded).toBe(2);
    expect((await adopt({ codec: 'UNCOMPRESSED' })).manifest.value.rowsRounded).toBe(2);
  });

  it('is refused with a column that nobody declared: it could not be dropped any more', async () => {
    const fewer = columns.filter(({ name }) => name !== 'visits');
    expect(await faultOf(() => adopt({ columns: fewer }))).toBe('HEADER_INVALID 1 visits');
  });

  it('is refused without a column that was declared', async () => {
    const more: DeclaredColumn = {
      name: 'city',
      type: 'text',
      role: 'join',
      domain: { kind: 'text', maxLength: 8 },
    };
    expect(await faultOf(() => adopt({ columns: [...columns, more] }))).toBe(
      'COLUMN_MISSING 1 city',
    );
  });

  it.each([
    ['a spelling of its own', { scores: ['2.50', null] }, 'MIXED_TYPES 2 score'],
    ['a value outside its domain', { scores: ['2.5', '11'] }, 'OUT_OF_DOMAIN 3 score'],
    ['a row without a person', { ids: ['a', null] }, 'KEY_EMPTY 3 person_id'],
    ['a key that is not in normal form', { ids: ['a', 'e\u0301'] }, 'MIXED_TYPES 3 person_id'],
    ['an empty text', { scores: ['2.5', ''] }, 'MIXED_TYPES 3 score'],
    [
      'a column of floating numbers',
      { visits: { type: 'DOUBLE' as const, data: [1, 2] } },
      'MIXED_TYPES 1 visits',
    ],
  ])('is refused with %s', async (_what, change, fault) => {
    expect(await faultOf(() => adopt(change))).toBe(fault);
  });
});

describe('a Parquet file', () => {
  const good = () =>
    new Uint8Array(
      parquetWriteBuffer({ columnData: [{ name: 'a', data: ['x', 'y'], type: 'STRING' }] }),
    );

  it.each([
    ['no byte', () => new Uint8Array(0), 'INPUT_FORMAT Parquet magic'],
    ['another magic', () => flip(good(), 0), 'INPUT_FORMAT Parquet magic'],
    ['a cut end', () => good().slice(0, -1), 'INPUT_FORMAT Parquet magic'],
    ['a footer longer than itself', () => flip(good(), -5), 'INPUT_FORMAT Parquet footer'],
    ['a broken footer', () => flip(flip(good(), -9), -20), 'INPUT_FORMAT Parquet footer'],
    ['text that is not UTF-8', () => brokenText(good()), 'INPUT_FORMAT Parquet pages'],
  ])('with %s is refused', async (_what, make, fault) => {
    expect(await faultOf(() => readSealedParquet(make()))).toBe(fault);
  });

  it('without rows is refused', async () => {
    const columnData = [{ name: 'a', data: [], type: 'STRING' as const }];
    const file = new Uint8Array(parquetWriteBuffer({ columnData }));
    expect(await faultOf(() => readSealedParquet(file))).toBe('EMPTY 1');
  });

  it('with nested columns is refused', async () => {
    const columnData = [{ name: 'a', data: [{ b: 1 }, { b: 2 }], type: 'JSON' as const }];
    const file = new Uint8Array(parquetWriteBuffer({ columnData }));
    expect(await faultOf(() => readSealedParquet(file))).toBe('MIXED_TYPES 1 a');
  });
});

/** The value `x` in the page, which a writer stores as it is, as a byte that no UTF-8 text has. */
function brokenText(file: Bytes): Bytes {
  return flip(file, file.indexOf('x'.charCodeAt(0)));
}
