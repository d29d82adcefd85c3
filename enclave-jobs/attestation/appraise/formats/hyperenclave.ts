// A HyperEnclave quote under one entry of a policy: the enclave, and the machine as its TPM measured it.

import { toHex, type WorkerRequirements } from '../../../protocol/index.ts';
import type { HyperEnclaveClaims } from '../../verify/hyperenclave.ts';
import { line, oneOf, type AppraisalLine } from '../line.ts';
import { enclaveLines } from './intel.ts';

type Entry = Extract<WorkerRequirements, { format: 'hyperenclave' }>;

export function appraiseHyperEnclave(
  { report, attest }: HyperEnclaveClaims,
  { referenceValues, minTcb }: Entry,
): readonly AppraisalLine[] {
  const { pcrDigests } = referenceValues;
  const digest = toHex(attest.pcrDigest);
  const firmware = toHex(attest.firmwareVersion);
  return [
    ...enclaveLines(report, referenceValues),
    line('reference-values', pcrDigests.includes(digest), 'pcrDigest', oneOf(pcrDigests), digest),
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
