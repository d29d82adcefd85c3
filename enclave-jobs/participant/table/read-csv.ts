// One reading of a CSV file (RFC 4180 with a choice of delimiter) or none. Papa Parse does the
// parsing and is lenient; what it forgives is refused here.

import Papa from 'papaparse';
import { columnsMax, textLengthMax } from '../../protocol/index.ts';
import { checkHeader } from './check-header.ts';
import { decodeCsv } from './decode-csv.ts';
import { ProblemList } from './problems.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/**
 * The raw text of every cell; `columns[c][r]` belongs to `header[c]` and to row `r + 2` of the
 * file.
 */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: number;
  readonly columns: readonly (readonly string[])[];
}

/** More than 512 names of 64 characters, escaped, ever take. */
const headerLengthMax = 128 * 1024;

/** The header decides: values may hold the other characters, such as decimal commas. */
function detectDelimiter(text: string): Delimiter {
  const start = text.slice(0, headerLengthMax);
  let best: { delimiter: Delimiter; fields: number } = { delimiter: ',', fields: 1 };
  for (const delimiter of delimiters) {
    const { data } = Papa.parse<string[]>(start, { delimiter, newline: '\n', preview: 1 });
    const fields = data[0]?.length ?? 0;
    if (fields > best.fields) best = { delimiter, fields };
  }
  return best.delimiter;
}

/**
 * Whether `raw` is how its values are written: quoted as a whole or without a quote. Papa Parse
 * also takes `a"b` and `"a" ,b`, where another program may see another value.
 */
function isWellQuoted(raw: string, values: readonly string[]): boolean {
  let at = 0;
  for (const value of values) {
    const isQuoted = raw[at] === '"';
    if (!isQuoted && value.includes('"')) return false;
    const spelling = isQuoted ? `"${value.replaceAll('"', '""')}"` : value;
    if (!raw.startsWith(spelling, at)) return false;
    at += spelling.length + 1;
  }
  return at === raw.length + (raw.endsWith('\n') ? 0 : 1);
}

const quotesMessage =
  'A quotation mark is missing or does not belong here. Quote the whole value and double the marks inside it.';

/** Takes one record after the other and keeps the columns. */
class TableReader {
  readonly problems = new ProblemList();
  columns: readonly string[][] = [];
  header: readonly string[] = [];
  #row = 0;

  get rows(): number {
    return this.#row - 1;
  }

  /**
   * `raw` is the text of the record with its line end. Returns false if there is no use in going
   * on.
   */
  take(values: readonly string[], raw: string, isBroken: boolean): boolean {
    this.#row += 1;
    // Where a broken record ends is a guess: what it holds is not looked at.
    if (isBroken || (raw.includes('"') && !isWellQuoted(raw, values))) {
      this.problems.add({ code: 'QUOTES', row: this.#row, message: quotesMessage });
      return this.#row > 1;
    }
    if (this.#row === 1) return this.#takeHeader(values);
    this.#takeRow(values);
    return true;
  }

  #takeHeader(values: readonly string[]): boolean {
    checkHeader(values, this.problems);
    if (values.length > columnsMax) return false;
    this.header = values;
    this.columns = values.map(() => []);
    return true;
  }

  #takeRow(values: readonly string[]): void {
    const width = this.header.length;
    if (values.length !== width) {
      const isBlank = values.length === 1 && values[0] === '';
      const message = isBlank
        ? 'The row is blank. Delete it.'
        : `The row has ${values.length === 1 ? '1 field' : `${values.length} fields`}, the header ${width}. Correct the row, or quote the values that contain the delimiter.`;
      this.problems.add({ code: 'RAGGED', row: this.#row, message });
      return;
    }
    for (let c = 0; c < width; c++) {
      const value = values[c] ?? '';
      if (value.length > textLengthMax) this.#refuseLong(c, value.length);
      this.columns[c]?.push(value);
    }
  }

  #refuseLong(index: number, length: number): void {
    const name = this.header[index] ?? '';
    const message = `The value has ${length} characters, and ${textLengthMax} are the most. Shorten it or leave the column out.`;
    const column = name === '' ? index + 1 : name;
    this.problems.add({ code: 'TOO_LARGE', row: this.#row, column, message });
  }
}

/**
 * Reads a whole file. The delimiter is found from the header unless it is given. A byte order mark
 * is dropped and line ends become `\n`, inside quotes too. Throws a TableError with every fault it
 * saw: ENCODING, EMPTY, HEADER_*, RAGGED, QUOTES, TOO_LARGE. Nothing is trimmed, converted or left
 * out.
 */
export function readCsv(
  bytes: Uint8Array,
  options: { readonly delimiter?: Delimiter } = {},
): CsvTable {
  const text = decodeCsv(bytes);
  const reader = new TableReader();
  let start = 0;
  Papa.parse<string[]>(text, {
    delimiter: options.delimiter ?? detectDelimiter(text),
    newline: '\n',
    step: ({ data, errors, meta }, parser) => {
      const raw = text.slice(start, meta.cursor);
      start = meta.cursor;
      const isBroken = errors.some((e) => e.type === 'Quotes');
      if (!reader.take(data, raw, isBroken)) parser.abort();
    },
  });
  if (reader.rows === 0 && reader.problems.total === 0) {
    const message = 'There is no row below the header. Export the table again, with its rows.';
    reader.problems.add({ code: 'EMPTY', row: 1, message });
  }
  reader.problems.throwIfAny();
  const { header, rows, columns } = reader;
  return { header, rows, columns };
}
