// The four types of attestation. Raw evidence (protocol) → VerifiedEvidence (authentic) →
// BoundEvidence (fresh, and about this very key and job) → Appraisal (acceptable). Each can only be
// made from the one before, so that no step can be left out.

import type { Doc, Evidence, EvidenceFormat, Hash, Runtime } from '../protocol/index.ts';
import type { AuthenticClaims, VerifyContext } from './claims.ts';
import type { CcaClaims } from './verify/arm-cca.ts';
import type { AzureSnpClaims, AzureTdxClaims } from './verify/azure-vtpm.ts';
import type { CsvClaims } from './verify/hygon-csv.ts';
import type { HyperEnclaveClaims } from './verify/hyperenclave.ts';
import type { KeystoneClaims } from './verify/keystone.ts';
import type { NitroClaims } from './verify/nitro.ts';
import type { PsaClaims } from './verify/psa.ts';
import type { SnpClaims } from './verify/sev-snp.ts';
import type { SgxClaims } from './verify/sgx-dcap.ts';
import type { TdxClaims } from './verify/tdx.ts';
import type { TpmClaims } from './verify/tpm2.ts';

/** What formats state of themselves. */
export type PlatformClaims =
  | { readonly format: 'simulated' }
  | SgxClaims
  | TdxClaims
  | SnpClaims
  | NitroClaims
  | CcaClaims
  | PsaClaims
  | KeystoneClaims
  | CsvClaims
  | HyperEnclaveClaims
  | TpmClaims
  | AzureSnpClaims
  | AzureTdxClaims;

export interface EvidenceClaims extends AuthenticClaims<PlatformClaims> {
  /**
   * The artefact that runs. Simulated evidence measures it; on hardware the runtime says it, whose
   * hash is in the report data, and a policy's entry says which measurements may say so.
   */
  readonly code: Hash;
}

/**
 * Authenticates one format: chain to a compiled-in anchor, or a named one, signatures, collateral
 * at `at`.
 */
export interface EvidenceVerifier {
  readonly format: EvidenceFormat;
  /** Throws EVIDENCE_INVALID or EVIDENCE_COLLATERAL. */
  verify(evidence: Evidence, context: VerifyContext): Promise<EvidenceClaims>;
}

// Real symbols, exported to the two functions that may use them and not through the front door.
export const authentic: unique symbol = Symbol('authentic evidence');
export const bound: unique symbol = Symbol('bound evidence');

/**
 * Authentic: the vendor's root, or the named anchor, vouches for these claims. Made by
 * verifyEvidence() only.
 */
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
