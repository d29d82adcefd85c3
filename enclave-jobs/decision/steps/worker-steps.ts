// Steps 8 and 11, the worker's half: it runs the code that the job names, on a machine that every
// policy accepts.

import type { RefusalCode } from '../../protocol/index.ts';
import { appraise } from '../../attestation/index.ts';
import type { Case } from '../case.ts';

export function codeFaults(c: Case): readonly RefusalCode[] {
  return c.evidence.runtime.code === c.job.value.code ? [] : ['CODE_NOT_ACCEPTED'];
}

/**
 * One entry of every policy must accept this machine for this code; that there is one is a term of
 * the job.
 */
export function appraisalFaults(c: Case): readonly RefusalCode[] {
  return c.inputs.flatMap(({ manifest, policy }) => {
    if (manifest === undefined || policy === undefined) return [];
    const entries = policy.value.enclaves.filter((entry) => entry.code === c.job.value.code);
    const appraisals = entries.map((entry) => appraise(c.evidence, entry));
    if (appraisals.some((appraisal) => appraisal.accepted)) return [];
    const failed = appraisals[0]?.lines.find(({ answer }) => answer === 'fail');
    return failed === undefined ? [] : [failed.code];
  });
}
