// Measured states: one of an entry's states must be shown whole.

import { toHex, type Bytes } from '#enclave/protocol/index.ts';
import { line, type AppraisalLine } from '../line.ts';
import { nearestLines } from '../nearest.ts';

type State = readonly { readonly index: number; readonly value: string }[];

export const stateLines = (
  pcrs: ReadonlyMap<number, Bytes>,
  states: readonly State[],
): readonly AppraisalLine[] =>
  nearestLines(states, (state) =>
    state.map(({ index, value }) => {
      const pcr = pcrs.get(index);
      const found = pcr === undefined ? 'not shown' : toHex(pcr);
      return line('reference-values', found === value, `PCR${index}`, value, found);
    }),
  );

/** Of a TPM. Its maker numbers it; hex of one length compares as the numbers do. */
export function firmwareLine(version: Bytes, least: string): AppraisalLine {
  const found = toHex(version);
  const isHigh = found >= least;
  return line('tcb', isHigh, 'firmwareVersion', `${least} or higher`, found, 'TCB_TOO_LOW');
}
