// R53: the decision once more, over public documents, by somebody without keys: everything but the
// nonce (step 2), the request's own signature (3) and the grants (15).

import {
  JobSpec,
  readSigned,
  type RefusalCode,
  type SignedDocument,
  type WorkerRuntime,
} from '../protocol/index.ts';
import type { BoundEvidence } from '../attestation/index.ts';
import { verifySigned, type VerifyCrypto } from '../signing/index.ts';
import type { TemplateRegistry } from '../templates/index.ts';
import { jobSigners } from './candidate-keys.ts';
import { termsIn } from './case.ts';
import { decideCase, type ReleasePlan } from './decide-release.ts';
import { outcomeOf, presentApprovals } from './prepare.ts';
import type { DecisionState } from './state.ts';
import { jobFault } from './steps/open-case.ts';

export interface AuditedRelease {
  readonly jobSpec: SignedDocument;
  readonly approvals: readonly SignedDocument[];
  readonly evidence: BoundEvidence<WorkerRuntime>;
  /** `Release.at`. */
  readonly at: number;
}

/** The plan that the broker must have made, or the codes for which it should have refused. */
export async function auditRelease(
  state: DecisionState,
  { jobSpec, approvals, evidence, at }: AuditedRelease,
  registry: TemplateRegistry,
  crypto: VerifyCrypto,
): Promise<ReleasePlan | readonly RefusalCode[]> {
  const jobDoc = await outcomeOf(() => readSigned(JobSpec, jobSpec));
  const job = await outcomeOf(async () => {
    const doc = readSigned(JobSpec, jobSpec);
    return verifySigned(JobSpec, jobSpec, jobSigners(state, doc), crypto);
  });
  const fault = jobFault(state, { jobDoc, job });
  if (fault !== null) return [fault];
  const presented = await outcomeOf(() => presentApprovals(approvals, state, crypto));
  if (!job.ok || !presented.ok) return ['MALFORMED'];
  return decideCase({
    ...termsIn(state, job.value, registry, at),
    ...{ state, job: job.value, evidence, approvals: presented.value, grants: 'not visible' },
  });
}
