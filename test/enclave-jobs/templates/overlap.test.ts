import { describe, expect, it } from 'vitest';
import type { Params } from '#enclave/protocol/index.ts';
import type { TemplateJob } from '#enclave/templates/index.ts';
import { jobOf, key, label, lender, party, region } from './lenders.ts';
import { asReleased, counts, people, prepare } from './reading.ts';

const two = jobOf([lender('a'), lender('b')]);
const three = jobOf([lender('a', [key, region, label]), lender('b'), lender('c')]);
const overlap = { left: 'a', right: 'b', segment: 'region' };

describe('overlap', () => {
  const refused: [string, Params, TemplateJob][] = [
    ['a third input', overlap, three],
    ['one input twice', { ...overlap, right: 'a' }, two],
    ['an alias that is not there', { ...overlap, right: 'x' }, two],
    ['a parameter too many', { ...overlap, where: 'x' }, two],
    ['a parameter too few', { left: 'a', right: 'b' }, two],
    ['a number for a name', { ...overlap, segment: 1 }, two],
    ['a list for a name', { ...overlap, segment: ['region'] }, two],
    ['a segment that is no dimension', { ...overlap, segment: 'person' }, two],
    ['a segment that the left input lacks', overlap, jobOf([lender('a', [key]), lender('b')])],
    [
      'a segment whose reducer no engine knows',
      overlap,
      jobOf([lender('a', [key, { ...region, reducers: ['latest'] }]), lender('b')]),
    ],
    [
      'segments with other values',
      overlap,
      jobOf([
        lender('a'),
        lender('b', [key, { ...region, domain: { kind: 'enum', values: ['n'] } }]),
      ]),
    ],
    [
      'entity keys of another domain',
      overlap,
      jobOf([
        lender('a'),
        lender('b', [key, region], { entityKey: { column: 'person', domain: 'phone' } }),
      ]),
    ],
    [
      'keys normalised in another way',
      overlap,
      jobOf([lender('a'), lender('b', [key, region], { normaliser: 'digits/1' as const })]),
    ],
    [
      'keys by a normaliser that no worker knows',
      overlap,
      jobOf([
        lender('a', [key, region], { normaliser: 'phone-e164+86/1' }),
        lender('b', [key, region], { normaliser: 'phone-e164+86/1' }),
      ]),
    ],
  ];
  it.each(refused)('refuses %s → PARAMS', (_what, params, job) => {
    expect(() => prepare('overlap', params, job)).toThrow('PARAMS');
  });

  it('reads the entity keys and the segment, in their roles, and nothing else', () => {
    expect(prepare('overlap', overlap, two).columns).toEqual([
      { alias: 'a', column: 'person', role: 'entityKey' },
      { alias: 'a', column: 'region', role: 'dimension' },
      { alias: 'b', column: 'person', role: 'entityKey' },
      { alias: 'b', column: 'region', role: 'dimension' },
    ]);
  });

  it('takes its rows from the declared domain, never from data', () => {
    const files = {
      a: [...people(12, 'l', { region: 'n' }), ...people(4, 'x', { region: 'x' })],
      b: [...people(6, 'r', { region: 'n' }), ...people(5, 'l', { region: 's' })],
    };
    const table = counts('overlap', overlap, two, files);
    expect(table?.rows.map((row) => row.key)).toEqual([['n'], ['s']]);
    // Who is in both counts where the left input says; the last cell where the right one says.
    expect(table?.rows.map((row) => row.cells.map((one) => one.count))).toEqual([
      [7, 6, 5, 0],
      [0, 0, 0, 5],
    ]);
  });

  it('says nothing of persons of the right input alone where that input has no segment', () => {
    const { plan } = prepare('overlap', overlap, jobOf([lender('a'), lender('b', [key])]));
    expect(plan.tables[0]?.measures.map(({ name }) => name)).toEqual(['leftOnly', 'both']);
  });

  it('says in plain sentences what will be learned, to whom, and how rows become persons', () => {
    const names = new Map([
      [party('a'), 'Alder'],
      [party('b'), 'Birch'],
      [party('bureau'), 'Bureau'],
    ]);
    const text = prepare('overlap', overlap, two).sentence((one) => names.get(one) ?? '?');
    expect(text).toMatch(/Alder only, to Birch only, and to both, by region/);
    expect(text).toMatch(/whose rows differ in "region" counts as without it/);
    expect(text).toMatch(/fewer than 20 persons of any owner are withheld/);
    expect(text).toMatch(/Bureau will read/);
  });

  it('answers with the share that each side has in common, from released cells alone', () => {
    const files = { a: [...people(60, 'l'), ...people(40, 's')], b: people(40, 's') };
    const ungrouped = { ...overlap, segment: 'none' };
    const tables = asReleased('overlap', ungrouped, two, files);
    const prepared = prepare('overlap', ungrouped, two);
    expect(prepared.answer(tables).tables[0]?.rows[0]?.values).toEqual([
      { decimal: '40' },
      { decimal: '100' },
      { decimal: '40' },
    ]);
    const withheld = tables.map((table) => ({
      ...table,
      rows: table.rows.map((row) => ({
        ...row,
        cells: ['suppressed' as const, ...row.cells.slice(1)],
      })),
    }));
    expect(prepared.answer(withheld).tables[0]?.rows[0]?.values).toEqual([
      'not measurable',
      { decimal: '100' },
      'not measurable',
    ]);
  });
});
