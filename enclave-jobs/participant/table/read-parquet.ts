// A Parquet file of flat columns as the same table of texts that a CSV file gives, so that one set
// of rules checks both. hyparquet reads it; what it would round or guess is refused here. An absent
// value becomes an empty cell, as in CSV.

import { gunzipSync } from 'fflate';
import { decompress as decompressZstd } from 'fzstd';
import { parquetMetadataAsync, parquetRead, type SchemaElement } from 'hyparquet';
import { concatBytes, textLengthMax } from '../../protocol/index.ts';
import { checkHeader } from './check-header.ts';
import { ProblemList, TableError, type TableProblem } from './problems.ts';
import type { CsvTable } from './read-csv.ts';

const magic = [0x50, 0x41, 0x52, 0x31];

/** Whether these bytes begin as a Parquet file ("PAR1"). */
export function isParquet(bytes: Uint8Array): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/**
 * Beside the plain and Snappy pages that hyparquet reads itself. Without WebAssembly, which a
 * strict content security policy forbids; LZ4 and Brotli are therefore refused.
 */
const compressors = {
  GZIP: (input: Uint8Array) => gunzipSync(input),
  ZSTD: (input: Uint8Array) => decompressZstd(input),
};

/** More digits than a double holds exactly, and hyparquet reads decimals as doubles. */
const exactDigits = 15;

const text = new TextDecoder('utf-8', { fatal: true });

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const isoTime = (ms: bigint) => new Date(Number(ms)).toISOString();

/** Every rich type as the text that a CSV file would have. */
const parsers = {
  dateFromDays: (days: number | null | undefined) =>
    days === null || days === undefined ? null : isoDay(days * 86_400_000),
  timestampFromMilliseconds: (ms: bigint) => isoTime(ms),
  timestampFromMicroseconds: (micros: bigint) => isoTime(micros / 1000n),
  timestampFromNanoseconds: (nanos: bigint) => isoTime(nanos / 1_000_000n),
  stringFromBytes: (bytes: Uint8Array | undefined) =>
    bytes === undefined ? null : text.decode(bytes),
};

/** Told by the newer of Parquet's two marks only, which hyparquet does not heed for these. */
const needsOldMark: readonly string[] = ['DECIMAL', 'DATE'];

function columnFault(element: SchemaElement): string | undefined {
  const isNested = (element.num_children ?? 0) > 0 || element.repetition_type === 'REPEATED';
  if (isNested) return 'The column holds lists or records. Make one column of each part.';
  const logical = element.logical_type?.type ?? '';
  if (needsOldMark.includes(logical) && element.converted_type !== logical) {
    return `The column's ${logical} is written in a way that is not read. Write it as text.`;
  }
  const isDecimal = element.converted_type === 'DECIMAL';
  return isDecimal && (element.precision ?? 0) > exactDigits
    ? `The column declares ${element.precision ?? 0} digits, and ${exactDigits} are read exactly. Write it as text.`
    : undefined;
}

/** The columns of the file; refuses nested ones and names that a manifest cannot have. */
function headerOf([root, ...elements]: readonly SchemaElement[]): readonly SchemaElement[] {
  const problems = new ProblemList();
  const isFlat = elements.length === root?.num_children;
  checkHeader(
    elements.map((one) => one.name),
    problems,
  );
  elements.forEach((element, i) => {
    const message = columnFault(element);
    if (message !== undefined) {
      problems.add({ code: 'HEADER_INVALID', row: 1, column: i + 1, message });
    }
  });
  if (!isFlat && problems.total === 0) {
    const message = 'The file holds lists or records. Make one column of each part.';
    problems.add({ code: 'HEADER_INVALID', row: 1, message });
  }
  problems.throwIfAny();
  return elements;
}

/** Undefined for a value of a kind that no column has. */
function cellOf(value: unknown, { converted_type, scale }: SchemaElement): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && converted_type === 'DECIMAL') return value.toFixed(scale ?? 0);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  return undefined;
}

function unreadable(row: number, column: string): TableProblem {
  const message = 'The value is neither a number, a date nor text. Write the column as text.';
  return { code: 'MIXED_TYPES', row, column, message };
}

async function readCells(
  file: ArrayBuffer,
  elements: readonly SchemaElement[],
  rows: number,
): Promise<string[][]> {
  const columns = elements.map(() => new Array<string>(rows).fill(''));
  // Kept and thrown later: the library does not listen to what its callback throws.
  const problems = new ProblemList();
  let taken = 0;
  await parquetRead({
    file,
    compressors,
    parsers,
    geoparquet: false,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const at = elements.findIndex((one) => one.name === columnName);
      const [element, column] = [elements[at], columns[at]];
      if (element === undefined || column === undefined) return;
      const values: ArrayLike<unknown> = columnData;
      for (let i = 0; i < values.length; i++) {
        const cell = cellOf(values[i], element);
        if (cell === undefined) problems.add(unreadable(rowStart + i + 2, columnName));
        column[rowStart + i] = cell ?? '';
      }
      taken += values.length;
    },
  });
  problems.throwIfAny();
  const isWhole = columns.every((column) => column.length === rows);
  if (!isWhole || taken !== rows * columns.length) throw new Error('rows are missing');
  return columns;
}

function refuseLongCells({ header, columns }: CsvTable): void {
  const problems = new ProblemList();
  columns.forEach((column, c) =>
    column.forEach((value, r) => {
      if (value.length <= textLengthMax) return;
      const message = `The value has ${value.length} characters, and ${textLengthMax} are the most. Shorten it or leave the column out.`;
      problems.add({ code: 'TOO_LARGE', row: r + 2, column: header[c] ?? c + 1, message });
    }),
  );
  problems.throwIfAny();
}

/**
 * Reads a whole file. Throws a TableError: ENCODING for a file that cannot be read, EMPTY,
 * HEADER_*, TOO_LARGE. Row numbers count as in a CSV file: the first row is row 2.
 */
export async function readParquet(bytes: Uint8Array): Promise<CsvTable> {
  try {
    const file = concatBytes(bytes).buffer;
    const metadata = await parquetMetadataAsync(file, { parsers });
    const elements = headerOf(metadata.schema);
    const rows = Number(metadata.num_rows);
    if (rows === 0) {
      const message = 'There is no row in the file. Export the table again, with its rows.';
      throw new TableError([{ code: 'EMPTY', row: 1, message }]);
    }
    const columns = await readCells(file, elements, rows);
    const table = { header: elements.map((one) => one.name), rows, columns };
    refuseLongCells(table);
    return table;
  } catch (error) {
    if (error instanceof TableError) throw error;
    const reason = error instanceof Error ? error.message : 'unreadable';
    const message = `This is not a Parquet file that can be read (${reason}). Export it again.`;
    throw new TableError([{ code: 'ENCODING', row: 1, message }]);
  }
}
