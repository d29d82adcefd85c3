// Every way in which a CSV file can be wrong, one at a time. Each case is the good file with one
// change, and is refused with exactly one problem at exactly this place.

import { describe, expect, it } from 'vitest';
import { concatBytes, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { readCsv } from '#enclave/participant/table/index.ts';
import { faultsOf, places } from '../participant/table/tables.ts';

const good = 'id,age,note\n1,30,a\n2,40,b\n3,50,c\n';

function withText(from: string, to: string): Bytes {
  expect(good).toContain(from);
  return utf8(good.replace(from, to));
}

function withBytes(from: string, ...to: number[]): Bytes {
  const at = good.indexOf(from);
  const [head, tail] = [good.slice(0, at), good.slice(at + from.length)];
  return concatBytes(utf8(head), Uint8Array.from(to), utf8(tail));
}

function utf16(text: string, isLittle: boolean): Bytes {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), isLittle);
  return bytes;
}

const bytesCases: [label: string, file: Bytes, expected: string][] = [
  ['no bytes', new Uint8Array(), 'EMPTY 1'],
  ['a byte order mark only', Uint8Array.of(0xef, 0xbb, 0xbf), 'EMPTY 1'],
  ['a header only', utf8('id,age,note\n'), 'EMPTY 1'],
  ['a header without a line end only', utf8('id,age,note'), 'EMPTY 1'],
  ['Latin-1 in row 3', withBytes('b', 0xe9), 'ENCODING 3'],
  ['a cut character at the end', withBytes('c\n', 0xe2, 0x82), 'ENCODING 4'],
  ['an overlong character', withBytes('a\n', 0xc0, 0xaf, 0x0a), 'ENCODING 2'],
  ['half of a surrogate pair', withBytes('a\n', 0xed, 0xa0, 0x80, 0x0a), 'ENCODING 2'],
  ['Latin-1 in the header', withBytes('note', 0xe9), 'ENCODING 1'],
  ['a second byte order mark', withText('id', '\ufeff\ufeffid'), 'ENCODING 1'],
  ['a zero byte', withBytes('40', 0x00), 'ENCODING 3'],
  ['UTF-16LE with a mark', utf16(`\ufeff${good}`, true), 'ENCODING 1'],
  ['UTF-16BE with a mark', utf16(`\ufeff${good}`, false), 'ENCODING 1'],
  ['UTF-16LE without a mark', utf16(good, true), 'ENCODING 1'],
  ['UTF-16BE without a mark', utf16(good, false), 'ENCODING 1'],
];

const headerCases: [label: string, file: Bytes, expected: string][] = [
  ['the same name twice', withText('note', 'age'), 'HEADER_DUPLICATE 1 3'],
  ['the same name but for case', withText('note', 'AGE'), 'HEADER_DUPLICATE 1 3'],
  ['a column without a name', withText('age', ''), 'HEADER_EMPTY 1 2'],
  ['a name of spaces', withText('age', '  '), 'HEADER_EMPTY 1 2'],
  ['a name of 65 characters', withText('age', 'x'.repeat(65)), 'HEADER_INVALID 1 2'],
  ['a leading space', withText('age', ' age'), 'HEADER_INVALID 1 2'],
  ['a trailing space', withText('age', 'age '), 'HEADER_INVALID 1 2'],
  ['a control character', withText('age', 'a\u0007ge'), 'HEADER_INVALID 1 2'],
  ['a line break', withText('age', '"a\nge"'), 'HEADER_INVALID 1 2'],
  ['an invisible space', withText('age', 'a\u200bge'), 'HEADER_INVALID 1 2'],
  ['a change of direction', withText('age', 'a\u202ege'), 'HEADER_INVALID 1 2'],
  ['a name that is not NFC', withText('age', 'a\u0301ge'), 'HEADER_INVALID 1 2'],
];

const rowCases: [label: string, file: Bytes, expected: string][] = [
  ['a field too few', withText('2,40,b', '2,40'), 'RAGGED 3'],
  ['a field too many', withText('2,40,b', '2,40,b,'), 'RAGGED 3'],
  ['a decimal comma', withText('2,40,b', '2,4,0,b'), 'RAGGED 3'],
  ['a blank row in the middle', withText('2,40,b', ''), 'RAGGED 3'],
  ['a blank row at the end', utf8(`${good}\n`), 'RAGGED 5'],
  ['a row of spaces', withText('2,40,b', '   '), 'RAGGED 3'],
  ['a second table below', utf8(`${good}id,age\n`), 'RAGGED 5'],
  ['a quote that is never closed', withText('2,40,b', '2,40,"b'), 'QUOTES 3'],
  ['a closing quote only', withText('2,40,b', '2,40,b"'), 'QUOTES 3'],
  ['a quote inside a value', withText('2,40,b', '2,40,b"b'), 'QUOTES 3'],
  ['a quote not doubled', withText('2,40,b', '2,40,"b"b"'), 'QUOTES 3'],
  ['text after a closing quote', withText('2,40,b', '2,"40"x,b'), 'QUOTES 3'],
  ['a space after a closing quote', withText('2,40,b', '2,"40" ,b'), 'QUOTES 3'],
  ['a space after the last quote', withText('2,40,b', '2,40,"b" '), 'QUOTES 3'],
  ['a space before an opening quote', withText('2,40,b', '2, "40",b'), 'QUOTES 3'],
  ['an open quote in the header', withText('note', '"note'), 'QUOTES 1'],
  ['a stray quote in the header', withText('note', 'no"te'), 'QUOTES 1'],
  ['a value of 513 characters', withText('40', 'x'.repeat(513)), 'TOO_LARGE 3 age'],
];

describe.each([
  ['bytes', bytesCases],
  ['header', headerCases],
  ['rows', rowCases],
])('refuses wrong %s:', (_, cases) => {
  it.each(cases)('%s', (_label, file, expected) => {
    expect(places(faultsOf(() => readCsv(file)).problems)).toEqual([expected]);
  });
});

describe('at the limits', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(',');
  const cells = (count: number) => Array.from({ length: count }, () => '1').join(',');
  const wide = (count: number) => utf8(`${names(count)}\n${cells(count)}\n`);

  it('refuses 513 columns and reads 512', () => {
    expect(places(faultsOf(() => readCsv(wide(513))).problems)).toEqual(['TOO_LARGE 1']);
    expect(readCsv(wide(512)).header).toHaveLength(512);
  });

  it('reads the good file, names of 64 and values of 512 characters', () => {
    expect(readCsv(utf8(good)).rows).toBe(3);
    expect(readCsv(withText('age', 'x'.repeat(64))).rows).toBe(3);
    expect(readCsv(withText('40', 'x'.repeat(512))).rows).toBe(3);
  });

  it('reads a backslash as a backslash', () => {
    expect(readCsv(withText('2,40,b', '2,40,"b\\"')).columns[2]?.[1]).toBe('b\\');
  });

  it('names UTF-16, and the line of every other fault, for the person', () => {
    const first = (file: Bytes) => faultsOf(() => readCsv(file)).problems[0]?.message;
    expect(first(utf16(good, true))).toContain('UTF-16');
    expect(first(withBytes('b', 0xe9))).toContain('not UTF-8');
    const twice = concatBytes(withBytes('b', 0xe9), Uint8Array.of(0xff, 0x0a));
    expect(places(faultsOf(() => readCsv(twice)).problems)).toEqual(['ENCODING 3', 'ENCODING 5']);
  });

  it('refuses or reads every file with one byte changed, and throws nothing else', () => {
    const bytes = utf8(good);
    bytes.forEach((byte, i) => {
      for (const other of [0x00, 0x0a, 0x0d, 0x22, 0x2c, 0x3b, 0xff]) {
        const changed = bytes.map((b, j) => (j === i ? other : b));
        try {
          expect(readCsv(changed).header.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error, `byte ${i} from ${byte} to ${other}`).toHaveProperty('name', 'TableError');
        }
      }
    });
  });
});
