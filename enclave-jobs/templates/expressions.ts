// Short words for the closed set of operators that plans are made of.

import type { Condition, Value } from './contract.ts';

export const member = (alias: string): Condition => ({ is: 'member', alias });
export const not = (of: Condition): Condition => ({ is: 'not', of });
export const all = (...of: readonly Condition[]): Condition => ({ is: 'all', of });
export const column = (alias: string, as: string): Value => ({ is: 'column', alias, as });
export const constant = (value: string | number): Value => ({ is: 'constant', value });
export const equals = (left: Value, right: Value): Condition => ({ is: 'equals', left, right });
export const first = (...when: readonly { if: Condition; then: Value }[]): Value => ({
  is: 'first',
  when,
});

/** The key of the number of conditions that hold, where `keys[i]` stands for `from + i`. */
export function keyOfNumber(
  of: readonly Condition[],
  keys: readonly string[],
  from: number,
): Value {
  const number: Value = { is: 'holding', of, max: from + keys.length - 1 };
  return first(
    ...keys.map((key, i) => ({ if: equals(number, constant(from + i)), then: constant(key) })),
  );
}

/** The keys of numbers from `from` to `top`; the last one is open if there can be more. */
export function numberKeys(from: number, top: number, most: number): readonly string[] {
  return Array.from({ length: top - from + 1 }, (_, i) => {
    const number = from + i;
    return number === top && top < most ? `${number} or more` : String(number);
  });
}
