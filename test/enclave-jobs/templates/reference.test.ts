// Counts before release, over real persons, equal an independent count exactly.

import { afterAll, describe, expect, it } from 'vitest';
import { countsOf, name, referenceLenders } from '#test/support/reference-lenders.ts';

const lenders = referenceLenders();
const why = lenders === undefined ? ` [${name} is not there]` : '';
const here = lenders === undefined ? it.skip : it;
afterAll(() => lenders?.close());

const pairs = [0, 1, 2, 3, 4].flatMap((i) =>
  [0, 1, 2, 3, 4].filter((j) => j > i).map((j) => [i, j] as const),
);
const five = [0, 1, 2, 3, 4];
const row = (both: { leftOnly: number; rightOnly: number; both: number } | undefined) => [
  both?.leftOnly,
  both?.rightOnly,
  both?.both,
];

describe('overlap', () => {
  here(`of each pair of lenders${why}`, async () => {
    if (lenders === undefined) return;
    for (const [i, j] of pairs) {
      const params = { left: `l${i}`, right: `l${j}`, segment: 'none' };
      const counts = countsOf(await lenders.count('overlap', params, [i, j]));
      expect(counts).toEqual([row(lenders.stated.pairs_three_way[`${i}-${j}`])]);
    }
  });

  (lenders === undefined ? it.skip : it).each(['SEX', 'EDUCATION'])(
    `of each pair by %s${why}`,
    async (segment) => {
      if (lenders === undefined) return;
      for (const [i, j] of pairs) {
        const params = { left: `l${i}`, right: `l${j}`, segment };
        const counts = countsOf(await lenders.count('overlap', params, [i, j]));
        const stated = Object.values(lenders.stated.segments[segment] ?? {});
        expect(counts).toEqual(stated.map((one) => row(one.pairs[`${i}-${j}`])));
      }
    },
  );
});

describe('multi-lending', () => {
  here(`persons by number of lenders${why}`, async () => {
    if (lenders === undefined) return;
    const params = { topCode: 5, label: 'none' };
    const counts = countsOf(await lenders.count('multi-lending', params, five));
    expect(counts).toEqual(lenders.stated.by_lenders.map((count) => [count]));
  });

  here(`crossed with good and bad as each lender says${why}`, async () => {
    if (lenders === undefined) return;
    for (const i of five) {
      const params = { topCode: 5, label: `l${i}` };
      const counts = countsOf(await lenders.count('multi-lending', params, five));
      const stated = lenders.stated.label_at_one_lender[`lender_${i + 1}`]?.by_lenders;
      expect(counts).toEqual(
        five.map((k) => [stated?.good[k], stated?.bad[k], stated?.unlabelled[k]]),
      );
    }
  });
});
