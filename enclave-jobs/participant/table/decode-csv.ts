// Bytes of a file into its text. Only UTF-8: a guessed encoding changes names without anybody
// noticing.

import { MIB, fromUtf8 } from '../../protocol/index.ts';
import { ProblemList, TableError } from './problems.ts';

/**
 * V8 holds no longer string than 2^29 - 24 characters, and a table is one string while it is read.
 * This is also the limit on rows: a row has a byte at least, so there are fewer than the 2^31 of
 * Parquet.
 */
export const csvBytesMax = 500 * MIB;

const newline = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];

const saveAsUtf8 = 'Save the file as "CSV UTF-8" and read it again.';

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** By its byte order mark, or by the zero half of the first letter or digit. */
function isUtf16(bytes: Uint8Array): boolean {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return true;
  return bytes.length >= 2 && (bytes[0] === 0) !== (bytes[1] === 0);
}

/**
 * Every line that is not UTF-8: no byte of a multi-byte character equals a newline, so lines stand
 * alone.
 */
function findBadLines(bytes: Uint8Array): ProblemList {
  const problems = new ProblemList();
  let row = 1;
  for (let start = 0; start < bytes.length; row++) {
    const newlineAt = bytes.indexOf(newline, start);
    const end = newlineAt < 0 ? bytes.length : newlineAt;
    const message = faultOf(bytes.subarray(start, end));
    if (message !== undefined) problems.add({ code: 'ENCODING', row, message });
    start = end + 1;
  }
  return problems;
}

function faultOf(line: Uint8Array): string | undefined {
  if (line.includes(0)) return `This line has a zero byte, so it is not text. ${saveAsUtf8}`;
  try {
    fromUtf8(line);
    return undefined;
  } catch {
    return `This line is not UTF-8 text. ${saveAsUtf8}`;
  }
}

/**
 * The text of a CSV file with one kind of line end, `\n`, and none after the last row. Throws a
 * TableError with ENCODING, EMPTY or TOO_LARGE.
 */
export function decodeCsv(file: Uint8Array): string {
  if (file.length > csvBytesMax) {
    const message = 'The file is larger than 500 MiB. Leave out columns that no job needs.';
    throw new TableError([{ code: 'TOO_LARGE', row: 1, message }]);
  }
  if (isUtf16(file)) {
    const message = `The file is UTF-16 text. ${saveAsUtf8}`;
    throw new TableError([{ code: 'ENCODING', row: 1, message }]);
  }
  const bytes = startsWith(file, byteOrderMark) ? file.subarray(byteOrderMark.length) : file;
  if (bytes.length === 0) {
    const message = 'The file is empty. Export the table again.';
    throw new TableError([{ code: 'EMPTY', row: 1, message }]);
  }
  let text = '';
  if (bytes.includes(0)) findBadLines(bytes).throwIfAny();
  try {
    text = fromUtf8(bytes);
  } catch {
    findBadLines(bytes).throwIfAny();
  }
  if (text.startsWith('\u{feff}')) {
    // Papa Parse would drop it silently, and every position after it would be off by one.
    const message = `The file has two byte order marks. ${saveAsUtf8}`;
    throw new TableError([{ code: 'ENCODING', row: 1, message }]);
  }
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
