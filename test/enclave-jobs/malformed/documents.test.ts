// Every way the bytes of a document can be wrong while its fields are right (R1): one accepted
// document, one change of the bytes, one answer.

import { describe, expect, it } from 'vitest';
import {
  Collaboration,
  EnclaveError,
  canonicalBytes,
  concatBytes,
  documentBytesMax,
  documentDepthMax,
  fromUtf8,
  makeDocument,
  parseCanonical,
  parseDocument,
  toBase64Url,
  utf8,
  type Bytes,
} from '#enclave/protocol/index.ts';
import { bytes32, hash } from '../../vectors/accepted-documents.ts';

const nonce = toBase64Url(bytes32('nonce'));
const good = makeDocument(Collaboration, {
  name: 'Caf\u00e9 \ud83d\ude80 "a\\b"',
  parties: [hash('party')],
  nonce,
});
const goodText = fromUtf8(good.bytes);

function codeOf(read: () => unknown): string {
  try {
    read();
    return 'accepted';
  } catch (error) {
    return error instanceof EnclaveError ? error.code : String(error);
  }
}

function replaced(from: string, to: string): Bytes {
  expect(goodText.split(from)).toHaveLength(2);
  return utf8(goodText.replace(from, to));
}

function bytesReplaced(from: Uint8Array, to: readonly number[]): Bytes {
  const at = Buffer.from(good.bytes).indexOf(from);
  expect(at).toBeGreaterThan(0);
  const [head, tail] = [good.bytes.subarray(0, at), good.bytes.subarray(at + from.length)];
  return concatBytes(head, Uint8Array.from(to), tail);
}

const eAcute = utf8('\u00e9');
const rocket = utf8('\ud83d\ude80');

const byteCases: [label: string, bytes: Bytes][] = [
  ['no bytes', new Uint8Array()],
  ['a trailing line feed', concatBytes(good.bytes, utf8('\n'))],
  ['a trailing zero byte', concatBytes(good.bytes, Uint8Array.of(0))],
  ['a trailing space', concatBytes(good.bytes, utf8(' '))],
  ['a second document after it', concatBytes(good.bytes, good.bytes)],
  ['one byte short at the end', good.bytes.subarray(0, -1)],
  ['one byte short at the start', good.bytes.subarray(1)],
  ['a leading space', concatBytes(utf8(' '), good.bytes)],
  ['a byte order mark', concatBytes(Uint8Array.of(0xef, 0xbb, 0xbf), good.bytes)],
  ['UTF-16', new Uint8Array(Buffer.from(goodText, 'utf16le'))],
  ['a space after a colon', replaced('"v":1', '"v": 1')],
  ['a space before a colon', replaced('"v":1', '"v" :1')],
  ['a line feed between members', replaced(',"v":1', ',\n"v":1')],
  ['a member twice, equal', replaced(',"v":1', ',"v":1,"v":1')],
  ['a member twice, first foreign', replaced(',"v":1', ',"v":2,"v":1')],
  ['a member twice, second foreign', replaced(',"v":1', ',"v":1,"v":2')],
  ['a member twice, once escaped', replaced(',"v":1', ',"\\u0076":1,"v":1')],
  ['an escaped name', replaced('"v":1', '"\\u0076":1')],
  [
    'keys in another order',
    replaced(',"type":"Collaboration","v":1', ',"v":1,"type":"Collaboration"'),
  ],
  ['a comma after the last member', replaced('"v":1}', '"v":1,}')],
  ['a comment', replaced('"v":1}', '"v":1/**/}')],
  ['the number 1.0', replaced('"v":1', '"v":1.0')],
  ['the number 1e0', replaced('"v":1', '"v":1e0')],
  ['the number 10e-1', replaced('"v":1', '"v":10e-1')],
  ['the number 01', replaced('"v":1', '"v":01')],
  ['the number +1', replaced('"v":1', '"v":+1')],
  ['the number 0x1', replaced('"v":1', '"v":0x1')],
  ['the name in quotes of another kind', replaced('"v":1', "'v':1")],
  ['an escaped letter', replaced('Caf', '\\u0043af')],
  ['an escaped letter beyond ASCII', replaced('\u00e9', '\\u00e9')],
  ['an escaped pair of surrogates', replaced('\ud83d\ude80', '\\ud83d\\ude80')],
  ['an escaped slash', replaced('Caf', 'C\\/af')],
  ['an escaped quote as a number', replaced('\\"a', '\\u0022a')],
  ['a string that is not NFC', replaced('\u00e9', 'e\u0301')],
  ['a string with a singleton (Kelvin)', replaced('Caf', '\u212aaf')],
  ['an escaped string that is not NFC', replaced('\u00e9', 'e\\u0301')],
  ['a lone high surrogate', replaced('\ud83d\ude80', '\\ud83d')],
  ['a lone low surrogate', replaced('\ud83d\ude80', '\\ude80')],
  ['surrogates in the wrong order', replaced('\ud83d\ude80', '\\ude80\\ud83d')],
  ['a lone surrogate as bytes', bytesReplaced(rocket, [0xed, 0xa0, 0xbd])],
  ['a pair of surrogates as bytes', bytesReplaced(rocket, [0xed, 0xa0, 0xbd, 0xed, 0xba, 0x80])],
  ['an overlong encoding', bytesReplaced(eAcute, [0xe0, 0x83, 0xa9])],
  ['a cut encoding', bytesReplaced(eAcute, [0xc3])],
  ['a byte that no encoding has', bytesReplaced(eAcute, [0xff])],
  ['a line feed in a string', replaced('Caf', 'C\naf')],
  ['an escaped line feed', replaced('Caf', 'C\\naf')],
  ['an escaped zero', replaced('Caf', 'C\\u0000af')],
  ['an escape character', replaced('Caf', 'C\\u001baf')],
  ['a delete character', replaced('Caf', 'C\u007faf')],
  ['a C1 control character', replaced('Caf', 'C\u009baf')],
  ['a mark that turns the reading direction', replaced('Caf', 'C\u202eaf')],
  ['an isolate that hides what follows', replaced('Caf', 'C\u2066af')],
  ['a member named __proto__', replaced('{"name"', '{"__proto__":{},"name"')],
  ['an array around it', utf8(`[${goodText}]`)],
  ['a string around it', canonicalBytes(goodText)],
  ['null', utf8('null')],
];

describe('a document', () => {
  it('is accepted as its author wrote it', () => {
    expect(parseDocument(Collaboration, good.bytes)).toEqual(good);
  });

  it.each(byteCases)('is refused with %s', (_, bytes) => {
    expect(codeOf(() => parseDocument(Collaboration, bytes))).toBe('MALFORMED');
  });

  it('is refused with any byte changed, unless it is another document of the same form', () => {
    const odd: string[] = [];
    for (const [i, byte] of good.bytes.entries()) {
      for (const mask of [0x01, 0x20, 0x80]) {
        const bytes = Uint8Array.from(good.bytes);
        bytes[i] = byte ^ mask;
        try {
          const doc = parseDocument(Collaboration, bytes);
          if (doc.name === good.name) odd.push(`byte ${i}: same name`);
          if (!Buffer.from(canonicalBytes(doc.value)).equals(bytes))
            odd.push(`byte ${i}: two readings`);
        } catch (error) {
          const isRefusal = error instanceof EnclaveError && error.code === 'MALFORMED';
          if (!isRefusal) odd.push(`byte ${i}: ${String(error)}`);
        }
      }
    }
    expect(odd).toEqual([]);
  });

  it('is refused when cut anywhere', () => {
    const cuts = good.bytes.map((_, i) => i);
    const read = (i: number) =>
      codeOf(() => parseDocument(Collaboration, good.bytes.subarray(0, i)));
    expect([...cuts].filter((i) => read(i) !== 'MALFORMED')).toEqual([]);
  });
});

function nested(depth: number, leaf: string): Bytes {
  return utf8(`${'['.repeat(depth)}${leaf}${']'.repeat(depth)}`);
}

function nestedObjects(depth: number): Bytes {
  return utf8(`${'{"a":'.repeat(depth)}0${'}'.repeat(depth)}`);
}

describe('the depth of a document', () => {
  const read = (bytes: Bytes) => codeOf(() => parseCanonical(bytes, documentBytesMax.standard));

  it.each(['', '0', '"x"', 'null'])('accepts 16 arrays around %o', (leaf) => {
    expect(documentDepthMax).toBe(16);
    expect(read(nested(16, leaf))).toBe('accepted');
  });

  it.each(['', '0', '"x"', 'null'])('refuses 17 arrays around %o', (leaf) => {
    expect(read(nested(17, leaf))).toBe('MALFORMED');
  });

  it('accepts 16 objects and refuses 17', () => {
    expect(read(nestedObjects(16))).toBe('accepted');
    expect(read(nestedObjects(17))).toBe('MALFORMED');
  });

  it('refuses a nesting of the whole size limit without running out of stack', () => {
    expect(read(utf8('['.repeat(documentBytesMax.standard)))).toBe('MALFORMED');
    expect(read(nested(documentBytesMax.standard / 2, ''))).toBe('MALFORMED');
  });
});

describe('the size of a document', () => {
  const sized = (size: number) => canonicalBytes('x'.repeat(size - 2));

  it.each(Object.entries(documentBytesMax))(
    'accepts %s bytes at the limit, refuses one more',
    (_, max) => {
      expect(codeOf(() => parseCanonical(sized(max), max))).toBe('accepted');
      expect(codeOf(() => parseCanonical(sized(max + 1), max))).toBe('MALFORMED');
    },
  );

  it('refuses a document of more than 64 KiB whatever it says', () => {
    const spaces = utf8(' '.repeat(documentBytesMax.standard + 1 - good.bytes.length));
    const bytes = concatBytes(good.bytes, spaces);
    expect(() => parseDocument(Collaboration, bytes)).toThrow('MALFORMED (size)');
  });
});

describe('a number', () => {
  const read = (text: string) => codeOf(() => parseCanonical(utf8(text), 100));

  it.each(['0', '-1', '9007199254740991', '-9007199254740991'])('is accepted as %s', (text) => {
    expect(read(text)).toBe('accepted');
  });

  it.each([
    '-0',
    '0.0',
    '1e2',
    '1E2',
    '1.0',
    '1.5',
    '-1.5',
    '00',
    '-01',
    '+1',
    '.5',
    '1.',
    '9007199254740992',
    '-9007199254740992',
    '9007199254740993',
    '1e999',
    'NaN',
    'Infinity',
    '100000000000000000000000',
  ])('is refused as %s', (text) => {
    expect(read(text)).toBe('MALFORMED');
  });
});
