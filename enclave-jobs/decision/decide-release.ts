// The release decision, in the order of docs/protocol.md section 7. Pure and synchronous: state and
// prepared documents in, a plan or a refusal and the next state out. An auditor runs the same
// function.

import {
  sorted,
  type AttestationResult,
  type Doc,
  type DocumentRef,
  type Hash,
  type JobSpec,
  type LedgerEntry,
  type RefusalCode,
  type WorkerRuntime,
} from '../protocol/index.ts';
import { appraise, attestationResult, type BoundEvidence } from '../attestation/index.ts';
import type { Signed } from '../signing/index.ts';
import type { TemplateRegistry } from '../templates/index.ts';
import { ownersOf, type Case } from './case.ts';
import { chargeRelease } from './charge.ts';
import type { PreparedRelease } from './prepare.ts';
import { currentCard, type DecisionState } from './state.ts';
import {
  headFaults,
  judgeApprovals,
  licenceFaults,
  type CountedApprovals,
} from './steps/approval-steps.ts';
import { appraisalFaults, codeFaults } from './steps/worker-steps.ts';
import { grantFaults, ledgerEntries, ledgerFaults } from './steps/ledger-steps.ts';
import { openCase } from './steps/open-case.ts';
import { failsByTime, isUnderstood, judgeTerms, refusalsBy } from './terms.ts';

/** Everything that a Release says, before it is sealed and signed. */
export interface ReleasePlan {
  readonly kind: 'release';
  readonly job: Signed<JobSpec>;
  readonly evidence: BoundEvidence<WorkerRuntime>;
  readonly attestation: Doc<AttestationResult>;
  readonly documents: readonly DocumentRef[];
  readonly entries: readonly LedgerEntry[];
  readonly at: number;
}

export interface RefusalPlan {
  readonly kind: 'refusal';
  readonly codes: readonly RefusalCode[];
  /** R30: whether the refusal goes to the log; only then is there a job to name. */
  readonly logged: boolean;
  readonly jobHash: Hash | undefined;
}

export interface Decision {
  readonly decision: ReleasePlan | RefusalPlan;
  readonly state: DecisionState;
}

function uniqueSorted(codes: readonly RefusalCode[]): readonly RefusalCode[] {
  return sorted([...new Set(codes)]);
}

/**
 * Steps 7 to 17 on an open case: the codes of the first failing group, or the approvals that count.
 */
function judge(c: Case): { codes: readonly RefusalCode[]; counted: CountedApprovals } {
  const lines = judgeTerms(c);
  const terms = refusalsBy(lines);
  if (failsByTime(terms)) return { codes: terms, counted: new Map() };
  // The sentence, hence an approval, can only be judged for a job that its template understands.
  const approvals = isUnderstood(lines)
    ? judgeApprovals(c)
    : { codes: [], counted: new Map<Hash, never>() };
  const heads = headFaults(c, approvals.counted);
  const worker = [...codeFaults(c), ...appraisalFaults(c)];
  const collected = [...terms, ...worker, ...approvals.codes, ...heads];
  const { counted } = approvals;
  if (collected.length > 0) return { codes: collected, counted };
  for (const step of [grantFaults, ledgerFaults]) {
    const codes = step(c);
    if (codes.length > 0) return { codes, counted };
  }
  return { codes: licenceFaults(c, counted), counted };
}

/**
 * R42: the verdict of the first input's policy entry that accepts; every policy was appraised
 * above.
 */
function verdictOf(c: Case): Doc<AttestationResult> {
  const entries = c.inputs.flatMap(({ policy }) => policy?.value.enclaves ?? []);
  const accepted = entries
    .filter((entry) => entry.code === c.job.value.code)
    .map((entry) => appraise(c.evidence, entry))
    .find((appraisal) => appraisal.accepted);
  const none = { accepted: false, lines: [], policy: c.job.name };
  return attestationResult(c.evidence, accepted ?? none);
}

function documentsOf(c: Case, counted: CountedApprovals): readonly DocumentRef[] {
  const { analyst, recipients } = c.job.value;
  const parties = new Set([analyst, ...recipients.map((r) => r.party), ...ownersOf(c.inputs)]);
  const refs: DocumentRef[] = [];
  for (const party of parties) {
    const card = currentCard(c.state, party);
    if (card !== undefined) refs.push({ type: 'PartyCard', name: card.name });
  }
  for (const { manifest, policy } of c.inputs) {
    if (manifest !== undefined) refs.push({ type: 'DatasetManifest', name: manifest.name });
    if (policy !== undefined) refs.push({ type: 'UsagePolicy', name: policy.name });
  }
  for (const doc of [...counted.values()].flat()) refs.push({ type: 'Approval', name: doc.name });
  return sorted(refs);
}

/** Steps 7 to 17 and the plan that follows, or the codes of the first failing group. */
export function decideCase(c: Case): ReleasePlan | readonly RefusalCode[] {
  const { codes, counted } = judge(c);
  if (codes.length > 0) return uniqueSorted(codes);
  return {
    kind: 'release',
    job: c.job,
    evidence: c.evidence,
    attestation: verdictOf(c),
    documents: documentsOf(c, counted),
    entries: ledgerEntries(c, counted),
    at: c.at,
  };
}

/**
 * Decides one request at the time of the state. The nonce is used up in the returned state,
 * whatever the answer.
 */
export function decideRelease(
  before: DecisionState,
  prepared: PreparedRelease,
  registry: TemplateRegistry,
): Decision {
  const opened = openCase(before, prepared, registry);
  const { state } = opened;
  const jobHash = prepared.jobDoc.ok ? prepared.jobDoc.value.name : undefined;
  if (!opened.opened) {
    const { codes, logged } = opened;
    return { decision: { kind: 'refusal', codes, logged, jobHash }, state };
  }
  const plan = decideCase(opened.case);
  if (!('kind' in plan)) {
    return { decision: { kind: 'refusal', codes: plan, logged: true, jobHash }, state };
  }
  const { noiseKeyId } = state.broker.genesis;
  const after = chargeRelease(state, { job: plan.job, entries: plan.entries, noiseKeyId });
  return { decision: plan, state: { ...state, ...after } };
}
