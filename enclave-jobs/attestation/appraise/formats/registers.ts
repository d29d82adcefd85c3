// Measured states: one of an entry's states must be shown whole.

import { toHex, type Bytes } from '../../../protocol/index.ts';
import { line, type AppraisalLine } from '../line.ts';

type State = readonly { readonly index: number; readonly value: string }[];

/** Of several accepted states, the lines show the nearest one. */
export function stateLines(
  pcrs: ReadonlyMap<number, Bytes>,
  states: readonly State[],
): readonly AppraisalLine[] {
  const linesOf = (state: State) =>
    state.map(({ index, value }) => {
      const pcr = pcrs.get(index);
      const found = pcr === undefined ? 'not shown' : toHex(pcr);
      return line('reference-values', found === value, `PCR${index}`, value, found);
    });
  const failures = (lines: readonly AppraisalLine[]) =>
    lines.filter(({ answer }) => answer === 'fail').length;
  const none = [line('reference-values', false, 'PCRs', 'a state of the entry', 'none named')];
  return states
    .map(linesOf)
    .reduce<AppraisalLine[]>(
      (best, lines) => (best === none || failures(lines) < failures(best) ? lines : best),
      none,
    );
}
