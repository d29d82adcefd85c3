// Nitro documents under one entry of a policy.

import type { WorkerRequirements } from '#enclave/protocol/index.ts';
import type { NitroClaims } from '../../verify/nitro.ts';
import { line, type AppraisalLine } from '../line.ts';
import { stateLines } from './registers.ts';

type Entry<F> = Extract<WorkerRequirements, { format: F }>;

function ageLine({ document }: NitroClaims, ageMax: number, at: number): AppraisalLine {
  const age = Math.max(0, Math.ceil(at - document.timestamp / 1000));
  return line(
    'evidence-age',
    age <= ageMax,
    'timestamp',
    `at most ${ageMax} s old`,
    `${age} s old`,
    'EVIDENCE_COLLATERAL',
  );
}

export function appraiseNitroEnclave(
  claims: NitroClaims,
  { referenceValues, minTcb }: Entry<'nitro-enclave'>,
  at: number,
): readonly AppraisalLine[] {
  const states = referenceValues.images.map(({ pcr0, pcr1, pcr2 }) =>
    [pcr0, pcr1, pcr2].map((value, index) => ({ index, value })),
  );
  return [...stateLines(claims.document.pcrs, states), ageLine(claims, minTcb.evidenceAgeMax, at)];
}

export function appraiseNitroTpm(
  claims: NitroClaims,
  { referenceValues, minTcb }: Entry<'nitro-tpm'>,
  at: number,
): readonly AppraisalLine[] {
  return [
    ...stateLines(claims.document.pcrs, referenceValues.states),
    ageLine(claims, minTcb.evidenceAgeMax, at),
  ];
}
