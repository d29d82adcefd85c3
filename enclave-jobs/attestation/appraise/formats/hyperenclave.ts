// A HyperEnclave quote under one entry of a policy: the enclave, and the machine as its TPM
// measured it.

import { toHex, type WorkerRequirements } from '#enclave/protocol/index.ts';
import type { HyperEnclaveClaims } from '../../verify/hyperenclave.ts';
import { line, oneOf, type AppraisalLine } from '../line.ts';
import { enclaveLines } from './intel.ts';
import { firmwareLine } from './registers.ts';

type Entry = Extract<WorkerRequirements, { format: 'hyperenclave' }>;

export function appraiseHyperEnclave(
  { report, attest }: HyperEnclaveClaims,
  { referenceValues, minTcb }: Entry,
): readonly AppraisalLine[] {
  const { pcrDigests } = referenceValues;
  const digest = toHex(attest.pcrDigest);
  return [
    ...enclaveLines(report, referenceValues),
    line('reference-values', pcrDigests.includes(digest), 'pcrDigest', oneOf(pcrDigests), digest),
    firmwareLine(attest.firmwareVersion, minTcb.firmwareMin),
  ];
}
