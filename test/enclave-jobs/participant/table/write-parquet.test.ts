import type { DeclaredColumn } from '#enclave/participant/index.ts';
import * as fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '#enclave/protocol/index.ts';
import {
  checkTable,
  proposeSchema,
  readCsv,
  writeParquet,
  type CellValue,
  type CheckedTable,
} from '#enclave/participant/table/index.ts';
import { aTable, csvText, goodColumns } from './tables.ts';

const checkedTable = () => checkTable(aTable(), goodColumns, 'person_id', 'digits/1');

async function readBack(bytes: Bytes): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: bytes.buffer, utf8: true });
}

/** The rows of a checked table as the reader gives them. */
function rowsOf({ columns, rows }: CheckedTable): Record<string, CellValue>[] {
  return Array.from({ length: rows }, (_, r) =>
    Object.fromEntries(columns.map(({ column, values }) => [column.name, values[r] ?? null])),
  );
}

describe('the Parquet file', () => {
  it('holds the values of the table', async () => {
    const checked = checkedTable();
    expect(await readBack(writeParquet(checked).bytes)).toEqual(rowsOf(checked));
  });

  it('is the same bytes for the same table, whatever the order of the declaration', () => {
    const first = writeParquet(checkedTable()).bytes;
    const again = checkTable(aTable(), [...goodColumns].reverse(), 'person_id', 'digits/1');
    expect(writeParquet(again).bytes).toEqual(first);
  });

  it('has its columns sorted by name, with the declared types', () => {
    const { schema } = parquetMetadata(writeParquet(checkedTable()).bytes.buffer);
    expect(
      schema.slice(1).map((e) => [e.name, e.type, e.converted_type ?? '', e.repetition_type]),
    ).toEqual([
      ['balance', 'INT64', '', 'OPTIONAL'],
      ['opened', 'BYTE_ARRAY', 'UTF8', 'OPTIONAL'],
      ['person_id', 'BYTE_ARRAY', 'UTF8', 'REQUIRED'],
      ['rate', 'BYTE_ARRAY', 'UTF8', 'OPTIONAL'],
      ['region', 'BYTE_ARRAY', 'UTF8', 'OPTIONAL'],
    ]);
  });

  it('has no statistics, no other metadata, and one fixed author', () => {
    const metadata = parquetMetadata(writeParquet(checkedTable()).bytes.buffer);
    expect(metadata.created_by).toBe('parley');
    expect(metadata.key_value_metadata ?? []).toEqual([]);
    for (const { columns } of metadata.row_groups) {
      for (const { meta_data } of columns) expect(meta_data?.statistics).toBeUndefined();
    }
  });

  it('has the footer where it says: length and magic at the end, readable on its own', () => {
    const { bytes, footer } = writeParquet(checkedTable());
    expect(footer.offset + footer.bytes).toBe(bytes.length);
    expect(bytes.subarray(-4)).toEqual(utf8('PAR1'));
    const alone = bytes.slice(footer.offset);
    expect(parquetMetadata(alone.buffer).num_rows).toBe(3n);
    expect(() => parquetMetadata(bytes.slice(footer.offset + 1).buffer)).toThrow();
  });
});

const typedColumns: readonly DeclaredColumn[] = [
  { name: 'a', type: 'text', role: 'entityKey', domain: { kind: 'text', maxLength: 512 } },
  {
    ...{ name: 'B', type: 'text', role: 'dimension', reducers: ['only'] },
    domain: { kind: 'text', maxLength: 512 },
  },
  {
    ...{ name: 'c', type: 'int', role: 'measure', reducers: ['max'] },
    domain: { kind: 'int', min: '-9007199254740991', max: '9007199254740991', step: '1' },
  },
];

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
const textArbitrary = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.replaceAll('\r', '\n').replaceAll('\0', ''));

it('gives back every value of any table that was read and checked', async () => {
  const rowArbitrary = fc.tuple(
    textArbitrary.map((text) => `k${text}`),
    textArbitrary,
    fc.option(fc.maxSafeInteger(), { nil: null }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(rowArbitrary, { minLength: 1, maxLength: 40 }), async (rows) => {
      const cells = rows.map(([a, b, c]) => [quoted(a), quoted(b), c === null ? '' : String(c)]);
      const table = readCsv(utf8(csvText([['a', 'B', 'c'], ...cells])));
      const { bytes } = writeParquet(checkTable(table, typedColumns, 'a', 'exact/1'));
      expect(await readBack(bytes)).toEqual(
        rows.map(([a, B, c]) => ({
          B: B === '' ? null : B,
          a: a.normalize('NFC'),
          c: c === null ? null : BigInt(c),
        })),
      );
    }),
    { numRuns: 100 },
  );
});

it('carries 200,000 rows of 6 columns over several row groups', async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => {
    const day = `20${10 + (i % 15)}-0${1 + (i % 9)}-1${i % 10}`;
    const note = i % 1000 === 0 ? '"a ""note"", quoted"' : '';
    return `${String(i).padStart(11, '0')},${i % 50_000},${(i % 977) / 8},${day},r${i % 8},${note}`;
  });
  const table = readCsv(utf8(`person_id,balance,rate,opened,region,note\n${rows.join('\n')}\n`));
  const columns = proposeSchema(table).map(({ name, type, role, domain }) => {
    const reducers = name === 'person_id' ? [] : (['only'] as const);
    return { name, type, role: role ?? 'dimension', domain, reducers: [...reducers] };
  });
  const checked = checkTable(table, columns, 'person_id', 'digits/1');
  const { bytes } = writeParquet(checked);
  expect(parquetMetadata(bytes.buffer).row_groups).toHaveLength(2);
  const back = await readBack(bytes);
  expect(back).toHaveLength(200_000);
  for (const row of [0, 99_999, 100_000, 199_999]) {
    expect(back[row]).toEqual(
      Object.fromEntries(checked.columns.map((c) => [c.column.name, c.values[row]])),
    );
  }
});
