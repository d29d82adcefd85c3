import { describe, expect, it } from 'vitest';
import type { Params } from '#enclave/protocol/index.ts';
import type { TemplateJob } from '#enclave/templates/index.ts';
import { jobOf, key, label, lender, party, region } from './lenders.ts';
import { asReleased, counts, people, prepare } from './reading.ts';

const two = jobOf([lender('a'), lender('b')]);
const three = jobOf([lender('a', [key, region, label]), lender('b'), lender('c')]);
const multi = { topCode: 3, label: 'a' };

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
    const files = { a: people(90, 'p', { bad: '0' }), b: people(50, 'p'), c: people(0, 'p') };
    const table = counts('multi-lending', multi, three, files);
    expect(table?.rows[1]?.cells[0]).toEqual({ count: 50, persons: [50, 50, 0] });
    expect(table?.measures[0]).toEqual({ name: 'good', kind: 'classes', class: 'good' });
    expect(JSON.stringify(table?.rows.map((row) => row.key))).toBe('[["1"],["2"],["3"]]');
  });

  it('calls a person bad under `worst` if any of their rows says so', () => {
    const files = { a: [...people(30, 'p', { bad: '0' }), ...people(30, 'p', { bad: '1' })] };
    const table = counts('multi-lending', multi, three, files);
    expect(table?.rows[0]?.cells.map(({ count }) => count)).toEqual([0, 30, 0]);
  });

  it('puts a person into no class under `only` if their rows differ', () => {
    const only = [key, region, { ...label, reducers: ['only' as const] }];
    const job = jobOf([lender('a', only), lender('b'), lender('c')]);
    const files = { a: [...people(30, 'p', { bad: '0' }), ...people(10, 'p', { bad: '1' })] };
    const table = counts('multi-lending', multi, job, files);
    expect(table?.rows[0]?.cells.map(({ count }) => count)).toEqual([20, 0, 0]);
    const sentence = prepare('multi-lending', multi, job).sentence(() => '?');
    expect(sentence).toMatch(/whose rows differ in "bad" counts as without it/);
    expect(prepare('multi-lending', multi, three).sentence(() => '?')).toMatch(
      /is bad if any of their rows says so in "bad"/,
    );
  });

  it('knows which cells nobody can be in: all lenders and no label', () => {
    const [table] = prepare('multi-lending', multi, three).plan.tables;
    expect(table?.measures[2]?.inputs[2]).toEqual([]);
    const mentioned = table?.parents.flat().some(([row, measure]) => row === 2 && measure === 2);
    expect(mentioned).toBe(false);
  });

  it('opens the last row where the top code is below the number of inputs', () => {
    const { plan } = prepare('multi-lending', { topCode: 2, label: 'none' }, three);
    expect(plan.tables[0]?.dimensions[0]?.values).toEqual(['1', '2 or more']);
  });

  it('answers with the bad rate of each number of lenders', () => {
    const files = { a: [...people(180, 'g', { bad: '0' }), ...people(20, 'b', { bad: '1' })] };
    const prepared = prepare('multi-lending', multi, three);
    const [table] = prepared.answer(asReleased('multi-lending', multi, three, files)).tables;
    expect(table?.rows.map(({ values }) => values)).toEqual([
      [{ decimal: '10' }],
      ['not measurable'],
      ['not measurable'],
    ]);
  });
});
