// What every format's verifier is given, and what it answers.

import type { Bytes, Hash } from '../protocol/index.ts';
import type { Memo } from './memo.ts';
import type { VerifyCrypto } from '../signing/index.ts';

export interface VerifyContext {
  readonly crypto: VerifyCrypto;
  /** Seconds since 1970 at which chains and collateral are judged (R32). */
  readonly at: number;
  /** Nothing is remembered without it. */
  readonly memo?: Memo;
}

/** Anchors are an argument too: vendors' own in programs, made ones in tests. */
export interface ExamineContext<Anchors> extends VerifyContext {
  readonly anchors: Anchors;
}

/** What authentic evidence states: in terms that every format can express, and in its own. */
export interface AuthenticClaims<Platform extends { readonly format: string }> {
  /**
   * The whole report-data field: 64 bytes, or 32 where the format has no more; other lengths are
   * never bound.
   */
  readonly reportData: Bytes;
  /**
   * Where no vendor's root is compiled in: SHA-256 of the public key (SubjectPublicKeyInfo, or the
   * raw key where the format has no such form; the whole certificate where only that can be
   * believed) on which everything rests. Authentic then means "by this key", and only a policy that
   * names it can vouch for it.
   */
  readonly namedAnchor: Hash | undefined;
  readonly debug: boolean;
  /** The machine, as its vendor names it. */
  readonly chip: string;
  /** Seconds since 1970: the issue date of the oldest collateral, and the end of its validity. */
  readonly collateralIssued: number;
  readonly collateralValidUntil: number;
  readonly platform: Platform;
}

/**
 * Of formats whose endorsements carry no date. A policy that asks for collateral of some date
 * refuses them all, and nothing says when they end: revocation is the policy's, by the key that it
 * names.
 */
export const undatedCollateral = {
  collateralIssued: 0,
  collateralValidUntil: Number.MAX_SAFE_INTEGER,
} as const;
