// A Parquet file that somebody else wrote, as the table that it holds: for owners who sealed it
// with an age tool of their own. Only what the engine reads in one way: flat columns of whole
// numbers or UTF-8 text.

import { parquetMetadata, parquetRead, type FileMetaData, type SchemaElement } from 'hyparquet';
import { EnclaveError, fromUtf8, type Bytes } from '../../protocol/index.ts';
import { checkHeader } from './check-header.ts';
import { ProblemList } from './problems.ts';
import type { CsvTable } from './read-csv.ts';
import { parquetTrailerBytes, type ParquetFile } from './write-parquet.ts';

export interface SealedParquet {
  /** Cells as the texts that the engine casts them to; an empty cell is the empty text. */
  readonly table: CsvTable;
  readonly footer: ParquetFile['footer'];
}

const magic = 'PAR1';
const codecs: readonly string[] = ['SNAPPY', 'UNCOMPRESSED'];

function malformed(place: string): EnclaveError {
  return new EnclaveError('INPUT_FORMAT', place);
}

function isMagic(bytes: Uint8Array): boolean {
  return bytes.length === magic.length && String.fromCharCode(...bytes) === magic;
}

function footerOf(file: Bytes): ParquetFile['footer'] {
  const isFramed =
    file.length > magic.length + parquetTrailerBytes &&
    isMagic(file.subarray(0, magic.length)) &&
    isMagic(file.subarray(-magic.length));
  if (!isFramed) throw malformed('Parquet magic');
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const bytes = view.getUint32(file.length - parquetTrailerBytes, true) + parquetTrailerBytes;
  if (bytes > file.length - magic.length) throw malformed('Parquet footer');
  return { offset: file.length - bytes, bytes };
}

function readMetadata(file: Bytes, { offset }: ParquetFile['footer']): FileMetaData {
  try {
    return parquetMetadata(file.slice(offset).buffer);
  } catch {
    // No cause: what the library quotes may be a row.
    throw malformed('Parquet footer');
  }
}

function isReadable({ type, converted_type, num_children, repetition_type }: SchemaElement) {
  const isFlat = num_children === undefined && repetition_type !== 'REPEATED';
  const isText = type === 'BYTE_ARRAY' && converted_type === 'UTF8';
  const isWhole = type === 'INT64' && (converted_type === undefined || converted_type === 'INT_64');
  return isFlat && (isText || isWhole);
}

/** The names of the columns, if all of them can be read. Throws a TableError. */
function headerOf({ schema, row_groups }: FileMetaData): readonly string[] {
  const [root, ...columns] = schema;
  const problems = new ProblemList();
  const header = columns.map(({ name }) => name);
  checkHeader(header, problems);
  problems.throwIfAny();
  for (const element of columns) {
    if (isReadable(element)) continue;
    const message =
      'The column is neither INT64 nor UTF-8 text. Cast it to BIGINT or VARCHAR and write the file again.';
    problems.add({ code: 'MIXED_TYPES', row: 1, column: element.name, message });
  }
  const chunks = row_groups.flatMap((group) => group.columns);
  if (chunks.some(({ meta_data }) => !codecs.includes(meta_data?.codec ?? ''))) {
    const message =
      'The file is compressed otherwise than with Snappy. Write it again with Snappy.';
    problems.add({ code: 'ENCODING', row: 1, message });
  }
  problems.throwIfAny();
  if (root?.num_children !== columns.length) throw malformed('Parquet schema');
  return header;
}

/** Undefined for what no cell of ours is: an empty text is not an empty cell to the engine. */
function cellOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'bigint') return value.toString();
  return value === null || value === undefined ? '' : undefined;
}

/** Takes chunks of columns in any order. Never throws: the library does not listen. */
class CellReader {
  readonly problems = new ProblemList();
  readonly columns: readonly string[][];
  readonly #header: readonly string[];
  #taken = 0;

  constructor(header: readonly string[], rows: number) {
    this.#header = header;
    this.columns = header.map(() => Array.from({ length: rows }, () => ''));
  }

  take(name: string, values: ArrayLike<unknown>, rowStart: number): void {
    const cells = this.columns[this.#header.indexOf(name)];
    if (cells === undefined) return;
    for (let i = 0; i < values.length; i++) {
      const cell = cellOf(values[i]);
      if (cell === undefined) {
        const message = 'The cell is an empty text. Write NULL, and seal the table again.';
        this.problems.add({ code: 'MIXED_TYPES', row: rowStart + i + 2, column: name, message });
      }
      cells[rowStart + i] = cell ?? '';
    }
    this.#taken += values.length;
  }

  isWhole(rows: number): boolean {
    const isLong = this.columns.some((cells) => cells.length !== rows);
    return !isLong && this.#taken === rows * this.columns.length;
  }
}

async function readCells(
  file: Bytes,
  metadata: FileMetaData,
  header: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const rows = Number(metadata.num_rows);
  const reader = new CellReader(header, rows);
  const source = {
    byteLength: file.length,
    slice: (start: number, end?: number) => file.slice(start, end).buffer,
  };
  try {
    await parquetRead({
      file: source,
      metadata,
      // Text that is not UTF-8 is a fault, never a replacement character.
      parsers: { stringFromBytes: fromUtf8 },
      onChunk: ({ columnName, columnData, rowStart }) =>
        reader.take(columnName, columnData, rowStart),
    });
  } catch {
    // No cause: what the library quotes may be a row.
    throw malformed('Parquet pages');
  }
  reader.problems.throwIfAny();
  if (!reader.isWhole(rows)) throw malformed('Parquet rows');
  return reader.columns;
}

/**
 * Reads a whole file. Throws INPUT_FORMAT on what is no Parquet file or breaks off, and a
 * TableError with HEADER_*, MIXED_TYPES, ENCODING, EMPTY or TOO_LARGE on one that the engine would
 * not read in one way.
 */
export async function readSealedParquet(file: Bytes): Promise<SealedParquet> {
  const footer = footerOf(file);
  const metadata = readMetadata(file, footer);
  const header = headerOf(metadata);
  const columns = await readCells(file, metadata, header);
  const rows = columns[0]?.length ?? 0;
  if (rows === 0) {
    const problems = new ProblemList();
    problems.add({ code: 'EMPTY', row: 1, message: 'The table has no row. Export it again.' });
    problems.throwIfAny();
  }
  return { table: { header, rows, columns }, footer };
}
