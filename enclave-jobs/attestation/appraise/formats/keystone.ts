// A Keystone report under one entry of a policy.

import { toHex, type Bytes, type WorkerRequirements } from '#enclave/protocol/index.ts';
import type { KeystoneClaims } from '../../verify/keystone.ts';
import { line, oneOf, type AppraisalLine } from '../line.ts';

type Entry = Extract<WorkerRequirements, { format: 'keystone' }>;

const among = (field: string, accepted: readonly string[], found: Bytes) =>
  line('reference-values', accepted.includes(toHex(found)), field, oneOf(accepted), toHex(found));

export const appraiseKeystone = (
  { report }: KeystoneClaims,
  { referenceValues }: Entry,
): readonly AppraisalLine[] => [
  among('sm hash', referenceValues.smHashes, report.sm.hash),
  among('enclave hash', referenceValues.enclaveHashes, report.enclave.hash),
];
