// A TPM quote under one entry of a policy.

import type { WorkerRequirements } from '#enclave/protocol/index.ts';
import type { TpmClaims } from '../../verify/tpm2.ts';
import type { AppraisalLine } from '../line.ts';
import { firmwareLine, stateLines } from './registers.ts';

type Entry = Extract<WorkerRequirements, { format: 'tpm2' }>;

export function appraiseTpm(
  { attest, pcrs }: TpmClaims,
  { referenceValues, minTcb }: Entry,
): readonly AppraisalLine[] {
  return [
    ...stateLines(pcrs, referenceValues.states),
    firmwareLine(attest.firmwareVersion, minTcb.firmwareMin),
  ];
}
