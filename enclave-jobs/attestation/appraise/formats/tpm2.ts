// A TPM quote under one entry of a policy.

import { toHex, type WorkerRequirements } from '../../../protocol/index.ts';
import type { TpmClaims } from '../../verify/tpm2.ts';
import { line, type AppraisalLine } from '../line.ts';
import { stateLines } from './registers.ts';

type Entry = Extract<WorkerRequirements, { format: 'tpm2' }>;

export function appraiseTpm(
  { attest, pcrs }: TpmClaims,
  { referenceValues, minTcb }: Entry,
): readonly AppraisalLine[] {
  const firmware = toHex(attest.firmwareVersion);
  return [
    ...stateLines(pcrs, referenceValues.states),
    line(
      'tcb',
      // Hex of one length compares as the numbers do.
      firmware >= minTcb.firmwareMin,
      'firmwareVersion',
      `${minTcb.firmwareMin} or higher`,
      firmware,
      'TCB_TOO_LOW',
    ),
  ];
}
