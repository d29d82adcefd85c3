// RFC 8785 for integers, strings, lists and objects: one value has one text, and back.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EnclaveError,
  canonicalBytes,
  canonicalText,
  fromUtf8,
  integerMax,
  labelled,
  parseCanonical,
  utf8,
  type Json,
} from '#enclave/protocol/index.ts';
import { looseText } from '../../support/mutations.ts';

const integer = fc.integer({ min: -integerMax, max: integerMax }).map((n) => (n === 0 ? 0 : n));

/** Control characters, and marks that turn the reading direction. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Any string that R1 allows: well-formed, NFC, nothing unseen. */
const text = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((s) => s.replaceAll(unseen, '').normalize('NFC'));

const name = text.filter((s) => s !== '__proto__');

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.constant(null),
    fc.boolean(),
    integer,
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));

describe('canonical bytes', () => {
  it('come back as the same value', () => {
    fc.assert(
      fc.property(value, (json) => {
        expect(parseCanonical(canonicalBytes(json), 1_000_000)).toEqual(json);
      }),
    );
  });

  it('are the only bytes of that value', () => {
    fc.assert(
      fc.property(value, (json) => {
        const bytes = canonicalBytes(json);
        expect(canonicalBytes(parseCanonical(bytes, 1_000_000))).toEqual(bytes);
        const spread = utf8(JSON.stringify(json, null, 1));
        if (fromUtf8(spread) === fromUtf8(bytes)) return;
        expect(() => parseCanonical(spread, 1_000_000)).toThrow(EnclaveError);
      }),
    );
  });

  it('do not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(fc.dictionary(name, integer), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalText(reversed)).toBe(canonicalText(members));
        expect(looseText(reversed)).toBe(canonicalText(members));
      }),
    );
  });

  it('agree with the sorting example of RFC 8785, section 3.2.3', () => {
    const members = {
      '\u20ac': 'Euro Sign',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      1: 'One',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
      script: 'x',
    };
    const keys = Object.keys(JSON.parse(canonicalText(members)) as object);
    expect(keys).toEqual(['1', 'script', '\u00f6', '\u20ac', '\ud83d\ude00']);
  });

  it('refuse every string with a control character, a lone surrogate or another form than NFC', () => {
    const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c));
    fc.assert(
      fc.property(fc.string({ unit: codeUnit, maxLength: 8 }), (s) => {
        const isSeen = s.replaceAll(unseen, '') === s && !/\p{Cs}/u.test(s);
        const isAllowed = isSeen && s.normalize('NFC') === s;
        const write = () => canonicalText([s]);
        if (isAllowed) expect(write()).toBe(JSON.stringify([s]));
        else expect(write).toThrow('MALFORMED');
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['undefined', undefined],
    ['a big integer', 1n],
    ['a symbol', Symbol('x')],
    ['a function', () => 1],
    ['a list with undefined', [undefined]],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['minus zero', -0],
    ['a fraction', 0.1],
    ['2^53', 2 ** 53],
  ])('refuse %s', (_, odd) => {
    expect(() => canonicalText(odd)).toThrow('MALFORMED');
  });

  it('leave out members that are undefined', () => {
    expect(canonicalText({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe('labelled bytes', () => {
  it('put a zero byte after the label, so that no label is the start of another', () => {
    expect(labelled('ab', utf8('c'))).toEqual(utf8('ab\u0000c'));
    expect(labelled('a', utf8('bc'))).not.toEqual(labelled('ab', utf8('c')));
  });
});
