import { describe, expect, it } from 'vitest';
import { gridName, templateRegistry, type GridColumn } from '#enclave/templates/index.ts';
import { refOf, testRegistry } from '#test/support/templates.ts';
import { jobOf, lender, party } from './lenders.ts';
import { prepare } from './reading.ts';

const registry = testRegistry();
const two = jobOf([lender('a'), lender('b')]);
const overlap = { left: 'a', right: 'b', segment: 'region' };
const minima = { entitiesMin: 20, classMin: 5 };

describe('the registry', () => {
  it.each([
    ['id', { id: 'other' }],
    ['version', { version: 2 }],
    ['digest', { digest: party('other code') }],
  ])('refuses another %s → TEMPLATE_UNKNOWN', (_what, change) => {
    expect(() => registry.get({ ...refOf('overlap'), ...change })).toThrow('TEMPLATE_UNKNOWN');
  });

  it('refuses to start with a template that has no digest', () => {
    expect(() => templateRegistry({ overlap: party('x') })).toThrow('TEMPLATE_UNKNOWN');
  });
});

describe('a grid', () => {
  const { gridColumns } = prepare('overlap', overlap, two);
  const name = gridName(refOf('overlap'), gridColumns, minima);

  it('has one name for one question and one set of values', () => {
    expect(name).toBe(gridName(refOf('overlap'), gridColumns, minima));
    expect(name).not.toBe(gridName(refOf('multi-lending'), gridColumns, minima));
    expect(name).not.toBe(gridName(refOf('overlap'), [], minima));
  });

  it.each([
    ['smaller groups', minima, { entitiesMin: 19 }],
    ['smaller classes', minima, { classMin: 6 }],
  ])('has another name for %s', (_what, before, change) => {
    expect(gridName(refOf('overlap'), gridColumns, { ...before, ...change })).not.toBe(name);
  });

  it('has another name where rows become persons in another way', () => {
    const other = gridColumns.map((column): GridColumn => ({ ...column, reducers: ['max'] }));
    expect(gridName(refOf('overlap'), other, minima)).not.toBe(name);
  });
});
