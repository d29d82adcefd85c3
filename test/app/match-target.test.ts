import { describe, expect, it } from 'vitest';
import { matchTarget } from '#app/_frame/match-target.ts';

const hash = '5fdb1251928797fff40672f8a94dcf09dc849175bac2c999c298ed9f81c9574c';

describe('the command menu', () => {
  it('finds a hash by its beginning only, never by letters that happen to be in it', () => {
    expect(matchTarget(hash.slice(0, 10), ['Overlap', hash])).toBe(1);
    expect(matchTarget(hash.slice(1, 11), ['Overlap', hash])).toBe(0);
    expect(matchTarget('5f1251', ['Overlap', hash])).toBe(0);
    expect(matchTarget('f9a1', ['Job', 'c0b1d4a9-2504-4f13-bb30-9899fe2bf9a1'])).toBe(0);
  });

  it('finds names by words, those that begin so first', () => {
    expect(matchTarget('over reg', ['Overlap by region', hash])).toBe(0.8);
    expect(matchTarget('overlap', ['Overlap by region'])).toBe(1);
    expect(matchTarget('lap', ['Overlap by region'])).toBe(0.4);
    expect(matchTarget('alder', ['Overlap by region', hash, 'Alder Bank'])).toBe(1);
    expect(matchTarget('over nothing', ['Overlap by region'])).toBe(0);
  });

  it('shows everything while nothing is typed', () => {
    expect(matchTarget('  ', ['Overlap'])).toBe(1);
  });
});
