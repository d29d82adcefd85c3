// Whole states: of several that an entry accepts, the lines show the one that comes nearest.

import { line, type AppraisalLine } from './line.ts';

const failures = (lines: readonly AppraisalLine[]) =>
  lines.filter(({ answer }) => answer === 'fail').length;

/** The first of those with the fewest failures; without any state a line that fails. */
export function nearestLines<State>(
  states: readonly State[],
  linesOf: (state: State) => readonly AppraisalLine[],
): readonly AppraisalLine[] {
  const [first, ...others] = states.map(linesOf);
  if (first === undefined) {
    return [line('reference-values', false, 'state', 'a state of the entry', 'none named')];
  }
  return others.reduce((best, one) => (failures(one) < failures(best) ? one : best), first);
}

/** Field by field; a field that is not shown is none that anything accepts. */
export const fieldLines = (
  expected: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string | undefined>>,
  nameOf: (field: string) => string = (field) => field,
): readonly AppraisalLine[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(found)])].map((field) => {
    const wanted = expected[field];
    const value = found[field];
    const isSo = value !== undefined && value === wanted;
    return line('reference-values', isSo, nameOf(field), wanted ?? 'none', value ?? 'not shown');
  });
