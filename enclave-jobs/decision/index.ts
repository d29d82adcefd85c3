// decision: what a broker holds and how it decides, pure, so that an auditor can run it again.
// Trusts signatures that signing/ verified and evidence that attestation/ bound; refuses by closed
// codes. Leaves out: keys, sealing, randomness, storage (broker/).

export { ownerOf, withdrawnKeys } from './admit.ts';
export { auditRelease, type AuditedRelease } from './audit-release.ts';
export { partyName, termsIn } from './case.ts';
export { constraintText } from './constraints.ts';
export { cardChain, type CardChain } from './card-chain.ts';
export { chargeRelease, chargedBefore, type Charging } from './charge.ts';
export {
  decideRelease,
  type Decision,
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
export {
  preparedTemplate,
  type JobText,
  type TermInput,
  type TermLine,
  type TermRule,
  type Terms,
} from './job-text.ts';
export { approverKeys, meetsQuorum } from './quorum.ts';
export { submitDocument } from './submit.ts';
export {
  atTime,
  currentCard,
  currentPolicy,
  emptyLedger,
  emptyState,
  isWithdrawn,
  ledgersHash,
  withEntry,
  withoutNonce,
  type Charge,
  type DecisionState,
  type GrantHeld,
  type LedgerTotals,
} from './state.ts';
export { isHeadKnown } from './steps/approval-steps.ts';
export { judgeTerms, refusalsBy } from './terms.ts';
