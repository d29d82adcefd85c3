import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnRanges, openDuckDb, type DuckDb } from '#enclave/engine/index.ts';
import { EnclaveError, type KnownReducer } from '#enclave/protocol/index.ts';
import type { LoadColumn, TableLoad } from '#enclave/templates/index.ts';

const secret = 'CANARY7F3A-secret';
let folder: string;
let allowed: string;
let other: string;
let engine: DuckDb;

function parquet(keys: readonly (string | null)[], regions: readonly string[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'person', data: [...keys], type: 'STRING', nullable: true },
        { name: 're"gion', data: [...regions], type: 'STRING' },
      ],
    }),
  );
}

const region = (reducer: KnownReducer): LoadColumn => ({
  ...{ column: 're"gion', role: 'dimension', as: 'segment', type: 'text', reducer },
});

const load = (change: Partial<TableLoad> = {}): TableLoad => ({
  alias: 'a',
  key: 'person',
  normaliser: 'exact/1' as const,
  columns: [region('min')],
  ...change,
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-engine-'));
  allowed = join(folder, "it's.parquet");
  other = join(folder, 'other.parquet');
  const keys = ['p1', 'p1', 'p2', null, '', 'p3', secret];
  writeFileSync(allowed, parquet(keys, ['n', 's', 's', 'n', 'n', 'n', 'n']));
  writeFileSync(other, parquet(['x'], ['n']));
  engine = await openDuckDb({ paths: [allowed], threads: 1, memoryMiB: 256 });
  await engine.load(load(), allowed);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

async function failure(work: () => Promise<unknown>): Promise<EnclaveError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof EnclaveError) return error;
    throw error;
  }
  throw new Error('did not fail');
}

describe('loading', () => {
  it('makes one row per person: doubles collapse, empty keys are nobody', async () => {
    expect(await engine.run('SELECT key, segment FROM "a" ORDER BY key')).toEqual([
      { key: secret, segment: 'n' },
      { key: 'p1', segment: 'n' },
      { key: 'p2', segment: 's' },
      { key: 'p3', segment: 'n' },
    ]);
  });

  it('counts persons and rows, for the owner’s own claim', async () => {
    const fresh = await openDuckDb({ paths: [allowed], threads: 1, memoryMiB: 256 });
    expect(await fresh.load(load({ columns: [] }), allowed)).toEqual({ persons: 4, rows: 7 });
    fresh.close();
  });

  it('takes keys of digits only where the normaliser says digits', async () => {
    const file = join(folder, 'digits.parquet');
    writeFileSync(file, parquet(['007', '7', '٧', '+7', '7a'], ['n', 'n', 'n', 'n', 'n']));
    const fresh = await openDuckDb({ paths: [file], threads: 1, memoryMiB: 256 });
    const { persons } = await fresh.load(load({ normaliser: 'digits/1' as const }), file);
    expect(persons).toBe(2);
    expect(await fresh.run('SELECT key FROM "a" ORDER BY key')).toEqual([
      { key: '007' },
      { key: '7' },
    ]);
    fresh.close();
  });

  it('makes NFC and NFD spellings one person', async () => {
    const file = join(folder, 'nfc.parquet');
    writeFileSync(file, parquet(['\u00e9', 'e\u0301'], ['n', 'n']));
    const fresh = await openDuckDb({ paths: [file], threads: 1, memoryMiB: 256 });
    expect((await fresh.load(load({ columns: [] }), file)).persons).toBe(1);
    fresh.close();
  });
});

describe('the locked engine', () => {
  const denied: [string, string][] = [
    ['reads no other file', "SELECT * FROM read_parquet('OTHER')"],
    ['reads no file by its name', "SELECT * FROM 'OTHER'"],
    ['reads no text', "SELECT * FROM read_text('/etc/passwd')"],
    ['lists no folder', "SELECT * FROM glob('/etc/*')"],
    ['writes no file', "COPY (SELECT 1) TO 'FOLDER/out.csv'"],
    ['attaches no database', "ATTACH 'FOLDER/x.db'"],
    ['exports nothing', "EXPORT DATABASE 'FOLDER/dump'"],
    ['installs no extension', 'INSTALL httpfs'],
    ['loads no extension', 'LOAD httpfs'],
    ['changes no setting', 'SET enable_external_access = true'],
    ['spills nowhere', "SET temp_directory = 'FOLDER'"],
    ['reaches no network', "SELECT * FROM read_csv('http://127.0.0.1:9/x')"],
  ];
  it.each(denied)('%s', async (_what, sql) => {
    const statement = sql.replaceAll('OTHER', other).replaceAll('FOLDER', folder);
    expect((await failure(() => engine.run(statement))).code).toBe('ENGINE');
    expect(existsSync(join(folder, 'out.csv'))).toBe(false);
  });

  it.each([
    ['a cast', 'SELECT CAST(key AS INTEGER) FROM "a"'],
    ['error()', 'SELECT error(\'seen: \' || max(key)) FROM "a"'],
    ['a syntax error', `SELECT '${secret}' FROM FROM`],
  ])('keeps engine text to itself: %s', async (_what, sql) => {
    const error = await failure(() => engine.run(sql));
    expect(error.message).toBe('ENGINE');
    expect(error.cause).toBeUndefined();
    expect(error.stack ?? '').not.toContain(secret);
  });
});

describe('column ranges', () => {
  const bytes = parquet(['p1', 'p2'], ['n', 's']);
  const footerBytes = new DataView(bytes.buffer).getUint32(bytes.length - 8, true) + 8;
  const offset = bytes.length - footerBytes;
  const footer = bytes.subarray(offset);

  it('are magic, footer, and the named columns', () => {
    const ranges = columnRanges(footer, offset, ['person']);
    expect(ranges).toHaveLength(3);
    expect(ranges.slice(0, 2)).toEqual([
      { offset: 0, length: 4 },
      { offset, length: footerBytes },
    ]);
    expect(ranges[2]?.offset).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['a column that is not there', () => columnRanges(footer, offset, ['x'])],
    [
      'a footer that is none',
      () =>
        columnRanges(
          footer.map(() => 0),
          offset,
          ['person'],
        ),
    ],
    [
      'a column read over and over',
      () =>
        columnRanges(
          footer,
          offset,
          Array.from({ length: 50 }, () => 'person'),
        ),
    ],
    ['columns that reach into the footer', () => columnRanges(footer, 10, ['person'])],
  ])('refuse %s → INPUT_FORMAT', (_what, work) => {
    expect(work).toThrow('INPUT_FORMAT');
  });
});
