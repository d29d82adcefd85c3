import { describe, expect, it } from 'vitest';
import { gridName, templateRegistry, type TemplateJob } from '#enclave/templates/index.ts';
import type { Params } from '#enclave/protocol/index.ts';
import { jobOf, key, label, lender, party, region } from './lenders.ts';

const digests = { overlap: party('overlap code'), 'multi-lending': party('multi code') };
const registry = templateRegistry(digests);
const ref = (id: string) => {
  const found = registry.refs.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const prepare = (id: string, params: Params, job: TemplateJob) =>
  registry.get(ref(id)).prepare(params, job);
const two = jobOf([lender('a'), lender('b')]);
const three = jobOf([lender('a', [key, region, label]), lender('b'), lender('c')]);
const overlap = { left: 'a', right: 'b', segment: 'region' };
const multi = { topCode: 3, label: 'a' };

describe('the registry', () => {
  it.each([
    ['id', { id: 'other' }],
    ['version', { version: 2 }],
    ['digest', { digest: party('other code') }],
  ])('refuses another %s → TEMPLATE_UNKNOWN', (_what, change) => {
    expect(() => registry.get({ ...ref('overlap'), ...change })).toThrow('TEMPLATE_UNKNOWN');
  });

  it('refuses to start with a template that has no digest', () => {
    expect(() => templateRegistry({ overlap: party('x') })).toThrow('TEMPLATE_UNKNOWN');
  });
});

describe('overlap', () => {
  const refused: [string, Params, TemplateJob][] = [
    ['a third input', overlap, three],
    ['one input twice', { ...overlap, right: 'a' }, two],
    ['an alias that is not there', { ...overlap, right: 'x' }, two],
    ['a parameter too many', { ...overlap, where: 'x' }, two],
    ['a parameter too few', { left: 'a', right: 'b' }, two],
    ['a number for a name', { ...overlap, segment: 1 }, two],
    ['a segment that is no dimension', { ...overlap, segment: 'person' }, two],
    ['a segment that the left input lacks', overlap, jobOf([lender('a', [key]), lender('b')])],
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
      { alias: 'b', column: 'person', role: 'entityKey' },
      { alias: 'a', column: 'region', role: 'dimension' },
      { alias: 'b', column: 'region', role: 'dimension' },
    ]);
  });

  it('takes its rows from the declared domain, never from data', () => {
    const { plan } = prepare('overlap', overlap, two);
    const [table] = plan.toTables([
      { segment: 'n', leftOnly: 5, rightOnly: 6, both: 7, bothByRight: 8 },
      { segment: 'x', both: 9 },
    ]);
    expect(table?.rows.map((row) => row.key)).toEqual([['n'], ['s']]);
    expect(table?.rows.map((row) => row.cells.map((one) => one.count))).toEqual([
      [5, 6, 7, 8],
      [0, 0, 0, 0],
    ]);
  });

  it('says nothing of persons of the right input alone where that input has no segment', () => {
    const { plan } = prepare('overlap', overlap, jobOf([lender('a'), lender('b', [key])]));
    expect(plan.toTables([])[0]?.measures).toEqual(['leftOnly', 'both']);
  });

  it('says in one sentence what will be learned, and to whom', () => {
    const names = new Map([
      [party('a'), 'Alder'],
      [party('b'), 'Birch'],
      [party('bureau'), 'Bureau'],
    ]);
    const text = prepare('overlap', overlap, two).sentence((one) => names.get(one) ?? '?');
    expect(text).toMatch(/Alder only, to Birch only, and to both, by region/);
    expect(text).toMatch(/below 20 persons are withheld/);
    expect(text).toMatch(/Bureau will read/);
  });
});

describe('multi-lending', () => {
  const refused: [string, Params, TemplateJob][] = [
    ['two owners', { topCode: 2, label: 'none' }, two],
    [
      'three inputs of two owners',
      multi,
      jobOf([lender('a', [key, label]), lender('b'), lender('c', [key], { owners: [party('a')] })]),
    ],
    [
      'a reader who owns one of three inputs',
      { topCode: 3, label: 'none' },
      jobOf(three.inputs, ['a']),
    ],
    ['a top code above the number of inputs', { topCode: 4, label: 'none' }, three],
    ['a label of an input without one', { topCode: 3, label: 'b' }, three],
    [
      'a label that is not 0 or 1',
      multi,
      jobOf([
        lender('a', [key, { ...label, domain: { kind: 'int', min: '0', max: '2', step: '1' } }]),
        lender('b'),
        lender('c'),
      ]),
    ],
    ['a top code as text', { topCode: '3', label: 'none' }, three],
  ];
  it.each(refused)('refuses %s → PARAMS', (_what, params, job) => {
    expect(() => prepare('multi-lending', params, job)).toThrow('PARAMS');
  });

  it('allows a reader who owns one of four inputs: three others remain', () => {
    const job = jobOf([...three.inputs, lender('d')], ['a']);
    expect(() => prepare('multi-lending', { topCode: 4, label: 'none' }, job)).not.toThrow();
  });

  it('counts persons per lender for the firewall, and never says which lender', () => {
    const { plan } = prepare('multi-lending', multi, three);
    const rows = [
      { lenders: 2, class: 'good', persons: 90, member0: 90, member1: 50, member2: 40 },
    ];
    const [table] = plan.toTables(rows);
    expect(table?.rows[1]?.cells[0]).toEqual({
      count: 90,
      persons: [90, 50, 40],
      labelClass: 'good',
    });
    expect(JSON.stringify(table?.rows.map((row) => row.key))).toBe('[["1"],["2"],["3"]]');
  });

  it('knows which cells nobody can be in: all lenders and no label', () => {
    const [table] = prepare('multi-lending', multi, three).plan.toTables([]);
    expect(table?.rows[2]?.cells[2]?.persons).toEqual([]);
    const mentioned = table?.parents.flat().some(([row, measure]) => row === 2 && measure === 2);
    expect(mentioned).toBe(false);
  });

  it('opens the last row where the top code is below the number of inputs', () => {
    const { plan } = prepare('multi-lending', { topCode: 2, label: 'none' }, three);
    expect(plan.toTables([])[0]?.rows.map((row) => row.key[0])).toEqual(['1', '2 or more']);
  });
});

describe('a grid', () => {
  it('has one name for one template and one set of values', () => {
    const { gridColumns } = prepare('overlap', overlap, two);
    const name = gridName(ref('overlap'), gridColumns);
    expect(name).toBe(gridName(ref('overlap'), gridColumns));
    expect(name).not.toBe(gridName(ref('multi-lending'), gridColumns));
    expect(name).not.toBe(gridName(ref('overlap'), []));
  });
});
