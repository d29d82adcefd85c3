import { describe, expect, it } from 'vitest';
import { concatBytes, utf8 } from '#enclave/protocol/index.ts';
import { readCsv, type Delimiter } from '#enclave/participant/table/index.ts';
import { csvBytesMax } from '#enclave/participant/table/decode-csv.ts';
import { shorten } from '#enclave/participant/table/problems.ts';
import { aTable, csv, faultsOf, goodHeader, goodRows, places } from './tables.ts';

const read = (text: string, delimiter?: Delimiter) =>
  readCsv(utf8(text), delimiter === undefined ? {} : { delimiter });

describe('reading a CSV file', () => {
  it('returns every cell as it is written, column by column', () => {
    const table = aTable();
    expect(table.header).toEqual(goodHeader);
    expect(table.rows).toBe(goodRows.length);
    expect(table.columns).toEqual(goodHeader.map((_, c) => goodRows.map((row) => row[c])));
  });

  it.each<Delimiter>([',', ';', '\t', '|'])('finds the delimiter %j from the header', (d) => {
    const table = read(`a${d}b${d}c\n1${d}2${d}3\n`);
    expect(table.columns).toEqual([['1'], ['2'], ['3']]);
  });

  it('finds the delimiter although values hold another one', () => {
    expect(read('id;amount\n1;2,50\n2;3,75\n').columns[1]).toEqual(['2,50', '3,75']);
  });

  it('takes the delimiter it is given', () => {
    expect(read('a,b;c\n1,2;3\n', ';').header).toEqual(['a,b', 'c']);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads %s line ends', (_, end) => {
    expect(read(['a,b', '1,2', '3,4', ''].join(end)).columns).toEqual([
      ['1', '3'],
      ['2', '4'],
    ]);
  });

  it('reads mixed line ends, and a last row without one', () => {
    expect(read('a,b\r\n1,2\n3,4').columns).toEqual([
      ['1', '3'],
      ['2', '4'],
    ]);
  });

  it('drops a UTF-8 byte order mark', () => {
    const marked = concatBytes(Uint8Array.of(0xef, 0xbb, 0xbf), csv(['a', 'b'], ['1', '2']));
    expect(readCsv(marked).header).toEqual(['a', 'b']);
  });

  it('reads delimiters, doubled quotes and line breaks inside quotes', () => {
    const table = read('a,b\n"1,5","say ""hi"""\n"two\r\nlines",""\n');
    expect(table.columns).toEqual([
      ['1,5', 'two\nlines'],
      ['say "hi"', ''],
    ]);
  });

  it('reads a blank row of a one-column table as an empty cell', () => {
    expect(read('a\n1\n\n2\n').columns).toEqual([['1', '', '2']]);
  });

  it('reads text beyond the basic plane and leaves it alone', () => {
    expect(read('náme,b\n𝒳,e\u0301\n').columns).toEqual([['𝒳'], ['e\u0301']]);
  });

  it('reads columns named like members of Object.prototype', () => {
    expect(read('__proto__,constructor\n1,2\n').header).toEqual(['__proto__', 'constructor']);
  });
});

describe('reporting problems', () => {
  it('refuses with all problems at once, in the order of the file', () => {
    const { problems } = faultsOf(() => read(`a,A,\n1,2\nx"y,2,3\n1,${'z'.repeat(513)},3\n`));
    expect(places(problems)).toEqual([
      'HEADER_DUPLICATE 1 2',
      'HEADER_EMPTY 1 3',
      'RAGGED 2',
      'QUOTES 3',
      'TOO_LARGE 4 A',
    ]);
  });

  it('refuses with 100 problems at most, and says how many there are', () => {
    const error = faultsOf(() => read(`a,b\n${'1\n'.repeat(250)}`));
    expect(error.problems).toHaveLength(100);
    expect(error.total).toBe(250);
    expect(error.message).toContain('250 problems');
  });

  it('says in every message what to do', () => {
    const { problems } = faultsOf(() => read('a,\n1,2,3\n"x,2\n'));
    expect(problems).toHaveLength(3);
    for (const { message } of problems) expect(message).toMatch(/\. [A-Z].+\.$/);
  });

  it('shortens a quoted value to 20 characters and shows no control character', () => {
    expect(shorten('short')).toBe('"short"');
    expect(shorten('x'.repeat(20))).toBe(`"${'x'.repeat(20)}"`);
    expect(shorten('x'.repeat(21))).toBe(`"${'x'.repeat(19)}…"`);
    expect(shorten('😀'.repeat(500))).toBe(`"${'😀'.repeat(19)}…"`);
    expect(shorten('a\u001b[31m\nb')).toBe('"a\ufffd[31m\ufffdb"');
  });

  it('refuses a file larger than a string can be, before decoding it', () => {
    const { problems } = faultsOf(() => readCsv(new Uint8Array(csvBytesMax + 1)));
    expect(places(problems)).toEqual(['TOO_LARGE 1']);
  });
});
