// What an owner allows of one parameter: each kind of constraint takes its own kind of value and no
// other.

import { describe, expect, it } from 'vitest';
import { allowsValue } from '#enclave/decision/constraints.ts';
import type { Constraint, ParamValue } from '#enclave/protocol/index.ts';

const words: Constraint = { oneOf: ['east', 'north'] };
const list: Constraint = { subsetOf: ['age', 'income'] };
const integers: Constraint = { min: 1, max: 24 };
const decimals: Constraint = { from: '-1.5', to: '20' };
const days: Constraint = { first: '2024-02-01', last: '2024-02-29' };
const edges: Constraint = { widthMin: '0.5' };

describe('a constraint', () => {
  it.each<[string, Constraint, readonly ParamValue[], readonly ParamValue[]]>([
    ['a word', words, ['east'], ['south', 1, ['east']]],
    ['a list of words', list, [[], ['age'], ['income', 'age']], [['age', 'name'], 'age', 1]],
    ['an integer', integers, [1, 24], [0, 25, '3', ['3']]],
    ['a decimal', decimals, ['-1.5', '0', '19.999'], ['-1.51', '20.01', 'x', 3, '1.50']],
    ['a day', days, ['2024-02-01', '2024-02-29'], ['2024-01-31', '2024-03-01', '2024-02-30', 1]],
    [
      'edges',
      edges,
      [['0', '0.5', '2'], ['-1']],
      [['0', '0.4'], ['1', '0'], ['1', '1'], ['a', 'b'], '0.5', 3],
    ],
  ])('on %s allows its own and refuses others', (_what, rule, allowed, refused) => {
    const allows = (value: ParamValue) => allowsValue({ x: rule }, 'x', value);
    expect(allowed.map(allows)).toEqual(allowed.map(() => true));
    expect(refused.map(allows)).toEqual(refused.map(() => false));
  });

  it('that is not there denies, and so does a name of every object', () => {
    expect(allowsValue({}, 'x', 'east')).toBe(false);
    expect(allowsValue({}, 'toString', 'east')).toBe(false);
  });
});
