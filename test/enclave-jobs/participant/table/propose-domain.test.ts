import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { domainSchema } from '#enclave/protocol/index.ts';
import { domainTest } from '#enclave/participant/table/check-domain.ts';
import { proposeDomain } from '#enclave/participant/table/propose-domain.ts';
import { readValue } from '#enclave/participant/table/values.ts';

const intTexts = fc.array(fc.maxSafeInteger().map(String), { minLength: 1, maxLength: 30 });
const decimalTexts = fc.array(
  fc
    .integer({ min: -1e9, max: 1e9 })
    .map((n) => String(readValue('decimal', (n / 1000).toFixed(3)))),
  { minLength: 1, maxLength: 30 },
);
const dayTexts = fc.array(
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  { minLength: 1, maxLength: 30 },
);
const texts = fc.array(fc.string({ minLength: 1, maxLength: 512 }), { minLength: 1, maxLength: 9 });

it.each([
  ['int', intTexts],
  ['decimal', decimalTexts],
  ['date', dayTexts],
  ['text', texts],
] as const)('a proposed domain for %s holds every value and fits a manifest', (type, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, fc.boolean(), (values, isKey) => {
      const distinct = [...new Set(values)];
      const domain = proposeDomain(type, { distinct, filled: 20 * distinct.length, isKey });
      expect(domainSchema.safeParse(domain).success).toBe(true);
      const isInDomain = domainTest(domain);
      for (const text of distinct) expect(isInDomain(readValue(type, text) ?? '')).toBe(true);
    }),
  );
});

it('publishes no digit of an extreme below the first of its range', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }), (low, high) => {
      const distinct = [`${1000 + low}`, `${8000 + high}`];
      const domain = proposeDomain('int', { distinct, filled: 2, isKey: false });
      const max = high === 0 ? '8000' : '9000';
      expect(domain).toEqual({ kind: 'int', min: '1000', max, step: '1' });
    }),
  );
});

it('refuses to list the values of an identifier, however often they repeat', () => {
  const domain = proposeDomain('text', { distinct: ['a', 'b'], filled: 1000, isKey: true });
  expect(domain).toEqual({ kind: 'text', maxLength: 8 });
});
