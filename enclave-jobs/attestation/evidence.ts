// The four types of attestation. Raw evidence (protocol) → VerifiedEvidence (authentic) → BoundEvidence
// (fresh, and about this very key and job) → Appraisal (acceptable). Each can only be made from the one
// before, so that no step can be left out.

import type { Bytes, Doc, Evidence, EvidenceFormat, Hash, Runtime } from '../protocol/index.ts';
import type { VerifyCrypto } from '../signing/index.ts';

/** What authentic evidence states, in terms that every format can express. */
export interface EvidenceClaims {
  /** The artefact that was measured at start. */
  readonly code: Hash;
  /** The whole report-data field: 64 bytes. */
  readonly reportData: Bytes;
  readonly debug: boolean;
  /** The machine, as its vendor names it. */
  readonly chip: string;
  /** Seconds since 1970: the issue date of the oldest collateral, and the end of its validity. */
  readonly collateralIssued: number;
  readonly collateralValidUntil: number;
}

export interface VerifyContext {
  readonly crypto: VerifyCrypto;
  /** Seconds since 1970 at which chains and collateral are judged (R32). */
  readonly at: number;
}

/** Authenticates one format: chain to a compiled-in anchor, signatures, collateral at `at`. */
export interface EvidenceVerifier {
  readonly format: EvidenceFormat;
  /** Throws EVIDENCE_INVALID or EVIDENCE_COLLATERAL. */
  verify(evidence: Evidence, context: VerifyContext): Promise<EvidenceClaims>;
}

// Real symbols, exported to the two functions that may use them and not through the front door.
export const authentic: unique symbol = Symbol('authentic evidence');
export const bound: unique symbol = Symbol('bound evidence');

/** Authentic: the vendor's root vouches for these claims. Made by verifyEvidence() only. */
export interface VerifiedEvidence {
  readonly [authentic]: true;
  readonly doc: Doc<Evidence>;
  readonly claims: EvidenceClaims;
  readonly at: number;
}

/** Fresh and bound: the claims are about this runtime. Made by bindEvidence() only. */
export interface BoundEvidence<R extends Runtime = Runtime> extends VerifiedEvidence {
  readonly [bound]: true;
  readonly runtime: R;
}
