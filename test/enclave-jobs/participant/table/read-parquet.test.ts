// Parquet files of another program (DuckDB) against the same table written as CSV.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TableError, readCsv, readParquet, readTableFile } from '#enclave/participant/index.ts';
import { utf8 } from '#enclave/protocol/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-parquet-'));
let write: (query: string, compression?: string) => Promise<Uint8Array>;
let close: () => void;

beforeAll(async () => {
  const duck = await (await DuckDBInstance.create(':memory:')).connect();
  let count = 0;
  write = async (query, compression = 'snappy') => {
    const path = join(folder, `${(count += 1)}.parquet`);
    await duck.run(`copy (${query}) to '${path}' (format parquet, compression ${compression})`);
    return readFileSync(path);
  };
  close = () => duck.closeSync();
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = `select * from (values
  ('00123', 7::bigint, 12.30::decimal(9,2), date '2024-02-29', true, 'naïve, "quoted"'),
  ('00124', null, -0.05, date '1969-12-31', false, null)
) t(id, n, amount, day, flag, note)`;
const csv = `id,n,amount,day,flag,note
00123,7,12.30,2024-02-29,true,"naïve, ""quoted"""
00124,,-0.05,1969-12-31,false,
`;

async function problemsOf(bytes: Uint8Array) {
  const error = await readParquet(bytes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TableError)) throw new Error('no TableError');
  return error.problems;
}

describe('a Parquet file', () => {
  it.each(['uncompressed', 'snappy', 'gzip', 'zstd'])(
    'is the same table as its CSV, compressed by %s',
    async (compression) => {
      expect(await readParquet(await write(rows, compression))).toEqual(readCsv(utf8(csv)));
    },
  );

  it('is told from CSV by its bytes', async () => {
    expect(await readTableFile(await write(rows))).toEqual(await readTableFile(utf8(csv)));
  });

  it('keeps whole numbers whole and rows in order over row groups', async () => {
    const query = `select 9007199254740000 + i as n from range(250000) t(i) order by i`;
    const { columns, rows: count } = await readParquet(await write(query));
    expect(count).toBe(250_000);
    expect([columns[0]?.[0], columns[0]?.[249_999]]).toEqual([
      '9007199254740000',
      '9007199254989999',
    ]);
  });
});

describe('what would be read in two ways is refused', () => {
  it.each([
    ['a list', `select [1, 2] as a`],
    ['a record', `select {'x': 1} as a`],
    ['decimals that a double rounds', `select 1.5::decimal(30, 2) as a`],
    ['a name that begins with a space', `select 1 as id, 2 as " id"`],
  ])('%s', async (_what, query) => {
    const [problem] = await problemsOf(await write(query));
    expect(problem?.code).toMatch(/^HEADER_/);
  });

  it('a file without rows', async () => {
    const [problem] = await problemsOf(await write('select 1 as a where false'));
    expect(problem?.code).toBe('EMPTY');
  });

  it.each(['lz4', 'brotli'])('a file compressed by %s, by that name', async (compression) => {
    const [problem] = await problemsOf(await write(rows, compression));
    expect(problem?.message).toMatch(new RegExp(compression, 'i'));
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 9)],
    [
      'with a page overwritten',
      (bytes: Uint8Array) => bytes.map((b, i) => (i < 4 ? b : i < 60 ? 255 : b)),
    ],
  ])('a file %s → ENCODING', async (_what, spoil) => {
    const bytes = spoil(Uint8Array.from(await write(rows, 'uncompressed')));
    expect((await problemsOf(bytes))[0]?.code).toBe('ENCODING');
  });
});
