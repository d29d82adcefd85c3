// attestation: raw evidence → verified → bound → appraised, in types that cannot be skipped. Trusts
// only compiled-in anchors, or names the key where there is none; never what evidence brings along;
// refuses formats without a verifier, debug, foreign keys, nonces and jobs. Vendors' formats are
// examined and shown (docs/attestation.md); `simulated` stands apart in simulated/ and is handed in
// by simulated entry files only.

export {
  appraise,
  appraiseClaims,
  attestationResult,
  type Appraisal,
  type AppraisalPolicy,
  type AppraisedEvidence,
} from './appraise/appraise.ts';
export { earClaims, type EarSubject } from './appraise/ear.ts';
export { measuredDomain, tdAttribute } from './appraise/formats/intel.ts';
export type { AppraisalLine } from './appraise/line.ts';
export {
  bindBrokerEvidence,
  bindWorkerEvidence,
  type BindingExpectation,
} from './appraise/bind-evidence.ts';
export type {
  BoundEvidence,
  EvidenceClaims,
  EvidenceVerifier,
  PlatformClaims,
  VerifiedEvidence,
} from './evidence.ts';
export type { AuthenticClaims, VerifyContext } from './claims.ts';
export type { CheckLine } from './examination.ts';
export { openMemo, type Memo } from './memo.ts';
export {
  examineEvidence,
  hardwareFormats,
  hardwareVerifiers,
  isHardwareFormat,
  type Examined,
  type HardwareFormat,
} from './verify/hardware.ts';
export { describeEndorsements, type EndorsementFacts } from './verify/describe.ts';
export { guessFormat } from './verify/guess-format.ts';
export { verifierSet, verifyEvidence, type VerifierSet } from './verify/verify-evidence.ts';
