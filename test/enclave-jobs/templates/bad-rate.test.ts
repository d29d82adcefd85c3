import { afterAll, describe, expect, it } from 'vitest';
import { releaseTables } from '#enclave/firewall/index.ts';
import type { Params } from '#enclave/protocol/index.ts';
import type { TemplateJob } from '#enclave/templates/index.ts';
import { countPlainly, type FileRow, type Files } from '#test/support/reference-engine.ts';
import { countsOf, name, referenceLenders } from '#test/support/reference-lenders.ts';
import { refOf, testRegistry } from '#test/support/templates.ts';
import { jobOf, key, label, lender, region } from './lenders.ts';

const whole = [key, region, label];
const two = jobOf([lender('a', whole), lender('b')]);
const four = jobOf([lender('a', whole), lender('b'), lender('c'), lender('d')]);
const byPartner = { lender: 'a', by: 'partner', segment: 'none' };
const byLenders = { lender: 'a', by: 'lenders', segment: 'none' };
const prepare = (params: Params, job: TemplateJob) =>
  testRegistry().get(refOf('bad-rate')).prepare(params, job);

/** `good` and `bad` customers, the first `shared` of each under keys that others may have too. */
const book = (good: number, bad: number, shared: number): FileRow[] =>
  [...Array(good + bad).keys()].map((i) => {
    const [at, of] = i < good ? [i, 'g'] : [i - good, 'b'];
    const cells = { bad: i < good ? '0' : '1', region: i % 2 === 0 ? 'n' : 's' };
    return [`${at < shared ? 'shared' : 'own'} ${of}${String(at)}`, cells];
  });
const known = (good: number, bad: number): FileRow[] =>
  [...Array(good).keys()]
    .map((i): FileRow => [`shared g${String(i)}`, {}])
    .concat([...Array(bad).keys()].map((i): FileRow => [`shared b${String(i)}`, {}]));
const released = (params: Params, job: TemplateJob, files: Files) => {
  const prepared = prepare(params, job);
  const minima = { entitiesMin: 20, classMin: 5 };
  const { tables } = releaseTables(countPlainly(prepared.plan, files), minima);
  return { tables, answer: prepared.answer(tables).tables[0]?.rows };
};

describe('bad-rate', () => {
  it('answers with persons and bad rate of customers known to a partner and of the others', () => {
    const files = { a: book(900, 100, 100), b: known(100, 40) };
    const { tables, answer } = released(byPartner, two, files);
    expect(tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      [{ count: 800 }, { count: 60 }],
      [{ count: 100 }, { count: 40 }],
    ]);
    expect(answer).toEqual([
      { key: ['not known'], values: [{ decimal: '860' }, { decimal: '7' }] },
      { key: ['known'], values: [{ decimal: '140' }, { decimal: '28.6' }] },
    ]);
  });

  it('groups by the number of other lenders, the last row open, and never says which', () => {
    const job = jobOf(
      ['a', 'b', 'c', 'd', 'e'].map((one) => lender(one, one === 'a' ? whole : [key])),
    );
    const { plan } = prepare(byLenders, job);
    expect(plan.tables[0]?.dimensions[0]?.values).toEqual(['0', '1', '2', '3 or more']);
    const sentence = prepare(byLenders, four).sentence((party) => party.slice(0, 4));
    expect(sentence).toMatch(/by how many of .* know them, never which of them/);
  });

  it('counts nobody who is no customer of the lender', () => {
    const files = { a: book(10, 0, 0), b: known(200, 200) };
    const counts = countsOf(countPlainly(prepare(byPartner, two).plan, files));
    expect(counts).toEqual([
      [10, 0],
      [0, 0],
    ]);
  });

  it('withholds all of it where the data are too thin', () => {
    const files = { a: book(900, 100, 100), b: known(100, 4) };
    const { tables, answer } = released(byPartner, two, files);
    expect(tables[0]?.rows[1]?.cells).toEqual(['suppressed', 'suppressed']);
    // The rest would give the withheld group away to the lender, who knows its own totals.
    expect(tables[0]?.rows[0]?.cells).toEqual(['suppressed', 'suppressed']);
    expect(answer?.flatMap(({ values }) => values)).toEqual(Array(4).fill('not measurable'));
  });

  it('is not moved by one person of a partner whom the minimum does not show', () => {
    const base = { a: book(900, 100, 100), b: known(100, 18) };
    const more = { a: base.a, b: known(100, 19) };
    expect(released(byPartner, two, more)).toEqual(released(byPartner, two, base));
  });

  const refused: [string, Params, TemplateJob][] = [
    ['a lender without a label', { ...byPartner, lender: 'b' }, two],
    ['two partners where one is asked for', byPartner, four],
    ['one other lender where a number of them is asked for', byLenders, two],
    [
      'two datasets of one owner',
      byPartner,
      jobOf([two.inputs[0] ?? lender('a'), lender('b', [key], { owners: lender('a').owners })]),
    ],
    ['a reader who is one of three lenders', byLenders, jobOf(four.inputs.slice(0, 3), ['b'])],
    ['a column that the lender does not have', { ...byPartner, segment: 'city' }, two],
    ['another grouping', { ...byPartner, by: 'postcode' }, two],
  ];
  it.each(refused)('refuses %s → PARAMS', (_what, params, job) => {
    expect(() => prepare(params, job)).toThrow('PARAMS');
  });
});

const lenders = referenceLenders();
afterAll(() => lenders?.close());

(lenders === undefined ? it.skip : it)(
  `bad-rate by other lenders over real persons equals an independent count${lenders === undefined ? ` [${name} is not there]` : ''}`,
  async () => {
    if (lenders === undefined) return;
    for (const i of [0, 1, 2, 3, 4]) {
      const params = { lender: `l${String(i)}`, by: 'lenders', segment: 'none' };
      const counts = countsOf(await lenders.count('bad-rate', params, [0, 1, 2, 3, 4]));
      const stated = lenders.stated.label_at_one_lender[`lender_${String(i + 1)}`]?.by_lenders;
      const [good = [], bad = []] = [stated?.good, stated?.bad];
      const open = (list: readonly number[]) => (list[3] ?? 0) + (list[4] ?? 0);
      expect(counts).toEqual([
        ...[0, 1, 2].map((others) => [good[others], bad[others]]),
        [open(good), open(bad)],
      ]);
    }
  },
);
