// The scalars of the protocol, section 2: each value has one spelling.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesSchema,
  checkShape,
  dateSchema,
  decimalSchema,
  equalBytes,
  fromBase64Url,
  fromHex,
  fromUtf8,
  hashSchema,
  hybridRecipientSchema,
  keySchema,
  ratioSchema,
  recipientSchema,
  roundToTwoDigits,
  sorted,
  sortedList,
  toBase64Url,
  toHex,
  x25519RecipientSchema,
} from '#enclave/protocol/index.ts';
import * as z from 'zod';

const bytes = fc.uint8Array({ maxLength: 100 }).map((array) => Uint8Array.from(array));

function refuses(schema: z.ZodType, value: unknown): boolean {
  try {
    checkShape(schema, value);
    return false;
  } catch (error) {
    return error instanceof Error && error.message.startsWith('MALFORMED');
  }
}

describe('bytes as text', () => {
  it('come back from base64url and from hexadecimal', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        expect(fromBase64Url(toBase64Url(data))).toEqual(data);
        expect(fromHex(toHex(data))).toEqual(data);
        expect(toBase64Url(data)).toBe(Buffer.from(data).toString('base64url'));
      }),
    );
  });

  it('come back from base64url when they are many', () => {
    const data = Uint8Array.from({ length: 200_001 }, (_, i) => i % 251);
    expect(equalBytes(fromBase64Url(toBase64Url(data)), data)).toBe(true);
  });

  it('have exactly one accepted spelling', () => {
    const schema = bytesSchema(100);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }), (text) => {
        const canonical = Buffer.from(text, 'base64url').toString('base64url');
        expect(refuses(schema, text)).toBe(canonical !== text);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['A', 'AB', 'AAA=', 'AA==', 'A A', 'AAB', '+AAA', '/AAA', 'AA\n', '!!!!', '\u0661AAA'])(
    'refuse %o with MALFORMED and no other error',
    (text) => {
      expect(refuses(bytesSchema(100), text)).toBe(true);
      expect(refuses(keySchema, text)).toBe(true);
    },
  );

  it('keep to their greatest and to their exact length', () => {
    for (let max = 1; max < 70; max++) {
      const [fits, less, more] = [max, max - 1, max + 1].map((n) => toBase64Url(new Uint8Array(n)));
      expect([max, refuses(bytesSchema(max), fits)]).toEqual([max, false]);
      expect([max, refuses(bytesSchema(max), less)]).toEqual([max, false]);
      expect([max, refuses(bytesSchema(max), more)]).toEqual([max, true]);
      expect([max, refuses(bytesSchema(max, 'exact'), fits)]).toEqual([max, false]);
      expect([max, refuses(bytesSchema(max, 'exact'), less)]).toEqual([max, true]);
      expect([max, refuses(bytesSchema(max, 'exact'), more)]).toEqual([max, true]);
    }
  });
});

describe('UTF-8', () => {
  it('keeps a byte order mark, so that it is seen, and refuses what is no UTF-8', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
    expect(() => fromUtf8(Uint8Array.of(0xff))).toThrow(TypeError);
  });
});

describe('equalBytes', () => {
  it('is true for the same bytes only', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(equalBytes(a, Uint8Array.from(a))).toBe(true);
        expect(equalBytes(a, b)).toBe(toHex(a) === toHex(b));
      }),
    );
  });

  it('refuses a prefix and every single changed bit', () => {
    const a = Uint8Array.from({ length: 32 }, (_, i) => i);
    expect(equalBytes(a, a.subarray(0, 31))).toBe(false);
    for (let bit = 0; bit < 256; bit++) {
      const b = Uint8Array.from(a, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(equalBytes(a, b)).toBe(false);
    }
  });
});

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

describe('a ratio', () => {
  const part = fc.bigInt({ min: 0n, max: 2n ** 53n + 10n });
  const small = fc.bigInt({ min: 0n, max: 30n });

  it('is accepted in lowest terms up to 2^53-1, and refused otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(part, small), fc.oneof(part, small), (n, d) => {
        const max = 2n ** 53n - 1n;
        const isRatio = d > 0n && n <= max && d <= max && gcd(n, d) === 1n;
        expect(refuses(ratioSchema, `${n}/${d}`)).toBe(!isRatio);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['0/1', '1/1', '1/3', '9007199254740991/1', '1/9007199254740991'])('is %s', (text) => {
    expect(refuses(ratioSchema, text)).toBe(false);
  });

  it('is never any other text, and never another error', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('0', '1', '2', '9', '/', '-', '+', '.', ' ', 'e', 'x', '_'),
          maxLength: 8,
        }),
        (text) => {
          const isLoose = !/^(0|[1-9]\d*)\/[1-9]\d*$/.test(text);
          if (isLoose) expect(refuses(ratioSchema, text)).toBe(true);
        },
      ),
    );
  });
});

describe('other scalars', () => {
  it.each(['0', '-1', '1', '0.5', '-0.5', '10', '1000.25'])('a decimal is %s', (text) => {
    expect(refuses(decimalSchema, text)).toBe(false);
  });

  it.each([
    '-0',
    '+1',
    '01',
    '1.',
    '.5',
    '1.50',
    '1.0',
    '-0.0',
    '1e3',
    '',
    ' 1',
    '1 ',
    '--1',
    '1,5',
    '٣',
  ])('refuses %o as a decimal', (text) => {
    expect(refuses(decimalSchema, text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-1-1',
    '24-01-01',
    '2024-01-01T00:00:00Z',
    '2024-04-31',
  ])('refuses %o as a date', (text) => {
    expect(refuses(dateSchema, text)).toBe(true);
  });

  it('accepts the leap day of a leap year', () => {
    expect(refuses(dateSchema, '2024-02-29')).toBe(false);
  });

  it('refuses a hash in upper case, cut, prolonged or with a line feed', () => {
    const hash = 'ab'.repeat(32);
    expect(refuses(hashSchema, hash)).toBe(false);
    for (const other of [
      hash.toUpperCase(),
      hash.slice(2),
      `${hash}ab`,
      `${hash}\n`,
      `0x${hash.slice(2)}`,
    ]) {
      expect([other, refuses(hashSchema, other)]).toEqual([other, true]);
    }
  });

  it('keeps hybrid and X25519 recipients apart', () => {
    const hybrid = `age1pq1${'q'.repeat(58)}`;
    const x25519 = `age1${'q'.repeat(58)}`;
    expect(refuses(hybridRecipientSchema, hybrid)).toBe(false);
    expect(refuses(x25519RecipientSchema, x25519)).toBe(false);
    expect(refuses(hybridRecipientSchema, x25519)).toBe(true);
    expect(refuses(x25519RecipientSchema, `age1pq1${'q'.repeat(55)}`)).toBe(true);
    for (const odd of [
      'age1yubikey1qqqq',
      `AGE1${'Q'.repeat(58)}`,
      `age1${'b'.repeat(58)}`,
      'ssh-ed25519 A',
    ]) {
      expect([odd, refuses(recipientSchema, odd)]).toEqual([odd, true]);
    }
  });

  it('rounds a size to two significant digits, and leaves a rounded one alone', () => {
    expect([0, 7, 99, 104, 105, 12_499, 12_500].map(roundToTwoDigits)).toEqual([
      0, 7, 99, 100, 110, 12_000, 13_000,
    ]);
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 - 1 }), (count) => {
        const rounded = roundToTwoDigits(count);
        expect(roundToTwoDigits(rounded)).toBe(rounded);
        expect(Math.abs(rounded - count)).toBeLessThanOrEqual(count / 20);
      }),
    );
  });
});

describe('a sorted list', () => {
  const list = sortedList(z.string(), 10);

  it('accepts what sorted() puts in order, if nothing stands twice', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 10 }), (items) => {
        const hasTwice = new Set(items).size !== items.length;
        expect(list.safeParse(sorted(items)).success).toBe(!hasTwice);
      }),
    );
  });

  it('refuses any other order of its entries', () => {
    const items = fc.uniqueArray(fc.string({ maxLength: 3 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(items, fc.nat(), fc.nat(), (unique, i, j) => {
        const order = sorted(unique);
        const [a, b] = [i % order.length, j % order.length];
        const swapped = order.map((item, k) => (k === a ? order[b] : k === b ? order[a] : item));
        expect(list.safeParse(swapped).success).toBe(a === b);
      }),
    );
  });

  it('refuses one entry more than its maximum', () => {
    const eleven = sorted(Array.from({ length: 11 }, (_, i) => `e${i}`));
    expect(list.safeParse(eleven.slice(0, 10)).success).toBe(true);
    expect(list.safeParse(eleven).success).toBe(false);
  });
});
