import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalSchema } from '#enclave/protocol/index.ts';
import { readValue } from '#enclave/participant/table/values.ts';
import { fromUnits, scaleOf, toUnits } from '#enclave/protocol/index.ts';

const decimalArbitrary = fc
  .record({
    isNegative: fc.boolean(),
    whole: fc.nat({ max: 999_999_999 }),
    fraction: fc.string({ unit: fc.nat({ max: 9 }).map(String), maxLength: 9 }),
  })
  .map(({ isNegative, whole, fraction }) => {
    return `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  });

describe('decimals', () => {
  it.each([
    ['1.50', '1.5'],
    ['100', '100'],
    ['100.00', '100'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['0.10', '0.1'],
    ['-7.070', '-7.07'],
  ])('%s is read as %s', (text, canonical) => {
    expect(readValue('decimal', text)).toBe(canonical);
  });

  it.each(['', '.', '1.', '.1', '--1', '+1', '01', '00', '1,5', '1e5', ' 1', '1\n', 'NaN', '٣'])(
    'refuses %j',
    (text) => expect(readValue('decimal', text)).toBeUndefined(),
  );

  it('are read in the one spelling that a manifest takes', () => {
    fc.assert(
      fc.property(decimalArbitrary, (text) => {
        const value = String(readValue('decimal', text));
        expect(decimalSchema.safeParse(value).success).toBe(true);
        expect(Number(value)).toBeCloseTo(Number(text), 8);
        expect(readValue('decimal', value)).toBe(value);
      }),
    );
  });

  it('survive the way to units of any finer scale and back', () => {
    fc.assert(
      fc.property(decimalArbitrary, fc.nat({ max: 12 }), (text, finer) => {
        const value = String(readValue('decimal', text));
        const scale = scaleOf(value) + finer;
        expect(fromUnits(toUnits(value, scale), scale)).toBe(value);
      }),
    );
  });

  it('are not rounded where a double would be', () => {
    expect(readValue('decimal', '0.100000000000000001')).toBeUndefined();
    expect(readValue('decimal', '0.10000000000000001')).toBe('0.10000000000000001');
    expect(toUnits('90071992547409.93', 2)).toBe(9007199254740993n);
  });
});

describe('whole numbers and days', () => {
  it.each(['9007199254740992', '-9007199254740992', '1.0', '1_000', '0x10', '1n', '-'])(
    'refuses %j as a whole number',
    (text) => expect(readValue('int', text)).toBeUndefined(),
  );

  it('reads every exact integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (n) => {
        expect(readValue('int', String(n))).toBe(BigInt(n));
      }),
    );
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '24-04-01',
    '2024-04-01T00',
  ])('refuses %j as a day', (text) => expect(readValue('date', text)).toBeUndefined());

  it.each(['2024-02-29', '2000-02-29', '1999-12-31'])('reads the day %j', (text) => {
    expect(readValue('date', text)).toBe(text);
  });
});
