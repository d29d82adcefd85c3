// decision: what a broker holds and how it decides, pure, so that an auditor can run it again. Trusts
// signatures that signing/ verified and evidence that attestation/ bound; refuses by closed codes.
// Leaves out: keys, sealing, randomness, storage (broker/).

export { ownerOf, withdrawnKeys } from './admit.ts';
export { auditRelease, type AuditedRelease } from './audit-release.ts';
export { caseInputs, partyName, templateJob, type CaseInput } from './case.ts';
export { satisfiesConstraints } from './constraints.ts';
export {
  decideRelease,
  type Decision,
  type DecideContext,
  type RefusalPlan,
  type ReleasePlan,
} from './decide-release.ts';
export {
  isRefusalCode,
  outcomeOf,
  prepareRelease,
  type GrantsSeen,
  type Outcome,
  type PreparedRelease,
  type PrepareContext,
} from './prepare.ts';
export { jobTermsFaults } from './job-terms.ts';
export { approverKeys, meetsQuorum } from './quorum.ts';
export { submitDocument } from './submit.ts';
export {
  applyEntries,
  currentCard,
  currentPolicy,
  emptyLedger,
  emptyState,
  isWithdrawn,
  ledgersHash,
  withEntry,
  type Charge,
  type DecisionState,
  type GrantHeld,
  type LedgerTotals,
} from './state.ts';
export { isHeadKnown } from './steps/approval-steps.ts';
