import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { releaseTables, rulesetName } from '#enclave/firewall/index.ts';
import { classMinFloor, entitiesMinFloor } from '#enclave/protocol/index.ts';
import {
  jointMinima,
  type GroupMinima,
  type RawCell,
  type RawTable,
} from '#enclave/templates/index.ts';

const thresholds: GroupMinima = { entitiesMin: 20, classMin: 5 };
const cell = (count: number, persons: readonly number[] = [count]): RawCell => ({ count, persons });

function table(
  counts: readonly (readonly (number | RawCell)[])[],
  parents: RawTable['parents'] = [],
): RawTable {
  const rows = counts.map((row, r) => ({
    key: [String(r)],
    cells: row.map((one) => (typeof one === 'number' ? cell(one) : one)),
  }));
  const measures = (counts[0] ?? []).map((_, m) => ({ name: `m${m}`, kind: 'persons' as const }));
  return { name: 't', dimensions: ['row'], measures, rows, parents };
}

function released(raw: RawTable, asked: GroupMinima = thresholds) {
  const [out] = releaseTables([raw], asked).tables;
  return out?.rows.map(({ cells }) =>
    cells.map((one) => (one !== 'suppressed' && 'count' in one ? one.count : one)),
  );
}

describe('the threshold on persons', () => {
  it.each([
    [19, 'suppressed'],
    [20, 20],
    [21, 20],
  ])('of 20: a cell of %i persons leaves as %s', (count, out) => {
    expect(released(table([[count]]))).toEqual([[out]]);
  });

  it('is judged per owner: 100 persons of whom one owner has 19 do not leave', () => {
    expect(released(table([[cell(100, [100, 19])]]))).toEqual([['suppressed']]);
    expect(released(table([[cell(100, [100, 20])]]))).toEqual([[100]]);
  });

  it('has one mark for small, absent and zero', () => {
    expect(released(table([[3], [0], [cell(0, [])]]))).toEqual([
      ['suppressed'],
      ['suppressed'],
      ['suppressed'],
    ]);
  });

  it('is the strictest of all rules, and never below the compiled floors', () => {
    const rule = (entitiesMin: number, classMin: number) => ({
      value: { thresholds: { entitiesMin, classMin } },
    });
    expect(jointMinima([rule(20, 30), rule(50, 10)])).toEqual({ entitiesMin: 50, classMin: 30 });
    const floors = { entitiesMin: entitiesMinFloor, classMin: classMinFloor };
    expect(jointMinima([rule(0, 0)])).toEqual(floors);
    expect(jointMinima([])).toEqual(floors);
    expect(released(table([[9]]), jointMinima([rule(0, 0)]))).toEqual([['suppressed']]);
  });
});

describe('rounding', () => {
  it.each([
    [22, 20],
    [23, 25],
    [1002, 1000],
  ])('turns %i into %i', (count, out) => {
    expect(released(table([[count]]))).toEqual([[out]]);
  });

  it('leaves only multiples of 5, whatever the data', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(5000), { minLength: 3, maxLength: 3 }), { minLength: 1 }),
        (rows) => {
          for (const row of released(table(rows)) ?? []) {
            for (const out of row) expect(typeof out !== 'number' || out % 5 === 0).toBe(true);
          }
        },
      ),
    );
  });
});

describe('the complement rule', () => {
  const parent: RawTable['parents'] = [
    [
      [0, 0],
      [0, 1],
    ],
  ];

  it.each([
    [500, 19],
    [500, 0],
  ])('withholds %i beside %i: the rest of the parent would be told', (large, small) => {
    expect(released(table([[large, small]], parent))).toEqual([['suppressed', 'suppressed']]);
  });

  it('lets both leave where both are large enough', () => {
    expect(released(table([[500, 20]], parent))).toEqual([[500, 20]]);
  });
});

describe('secondary suppression', () => {
  const column = (rows: number): RawTable['parents'] => [
    Array.from({ length: rows }, (_, row) => [row, 0] as const),
  ];

  it('never withholds a single cell of a parent: the total would give it away', () => {
    const out = released(table([[500], [400], [3]], column(3)));
    expect(out).toEqual([[500], ['suppressed'], ['suppressed']]);
  });

  it('goes on until the withheld remainder has enough persons', () => {
    const out = released(table([[500], [400], [3], [4]], column(4)));
    expect(out?.filter(([one]) => one === 'suppressed')).toHaveLength(3);
  });

  it('keeps every parent safe, for any counts', () => {
    const rows = fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(rows, (counts) => {
        const parents: RawTable['parents'] = [
          ...counts.map((_, r) => [[r, 0] as const, [r, 1] as const]),
          ...[0, 1].map((m) => counts.map((_, r) => [r, m] as const)),
        ];
        const out = released(table(counts, parents)) ?? [];
        for (const parent of parents) {
          const withheld = parent.filter(([r, m]) => out[r]?.[m] === 'suppressed');
          const sum = withheld.reduce((total, [r, m]) => total + (counts[r]?.[m] ?? 0), 0);
          const open = withheld.length > 0 && withheld.length < parent.length;
          expect(!open || (withheld.length >= 2 && sum >= 20)).toBe(true);
        }
      }),
    );
  });
});

describe('label classes', () => {
  const labelled = (good: number, bad: number): RawTable => ({
    ...table([[good, bad]]),
    measures: [
      { name: 'good', kind: 'classes', class: 'good' },
      { name: 'bad', kind: 'classes', class: 'bad' },
    ],
  });

  it.each([
    [500, 4],
    [4, 500],
    [500, 0],
  ])(
    'withholds both of %i good and %i bad: 0 %% and 100 %% are statements about everybody',
    (good, bad) => {
      expect(released(labelled(good, bad), { entitiesMin: 1, classMin: 5 })).toEqual([
        ['suppressed', 'suppressed'],
      ]);
    },
  );

  it('asks for more where an owner asks for more', () => {
    const asked = { entitiesMin: 10, classMin: 50 };
    expect(released(labelled(500, 49), asked)).toEqual([['suppressed', 'suppressed']]);
    expect(released(labelled(500, 50), asked)).toEqual([[500, 50]]);
  });
});

describe('the account of a release', () => {
  it('counts withheld cells, for inside the result only', () => {
    expect(releaseTables([table([[500, 3, 0]])], thresholds).suppressedCells).toBe(2);
  });

  it('names its ruleset by parameters, whatever the data', () => {
    expect(rulesetName(thresholds)).toBe(rulesetName({ ...thresholds }));
    expect(rulesetName(thresholds)).not.toBe(rulesetName({ entitiesMin: 21, classMin: 5 }));
  });

  it('refuses a row that does not fit its grid → FIREWALL', () => {
    const raw = table([[500]]);
    const ragged = { ...raw, measures: [...raw.measures, ...raw.measures] };
    expect(() => releaseTables([ragged], thresholds)).toThrow('FIREWALL');
  });

  it.each(['sum', 'sumOfProducts'] as const)(
    'releases no %s: it has no rules → FIREWALL',
    (kind) => {
      const raw = { ...table([[500]]), measures: [{ name: 'balance', kind }] };
      expect(() => releaseTables([raw], thresholds)).toThrow('FIREWALL');
    },
  );

  it('says of each measure how long its values can be, whatever they are', () => {
    const [out] = releaseTables([table([[500, 3]])], thresholds).tables;
    const persons = { kind: 'persons', unit: 'persons', step: '5', width: 16 };
    expect(out?.measures).toEqual([
      { name: 'm0', ...persons },
      { name: 'm1', ...persons },
    ]);
  });
});
