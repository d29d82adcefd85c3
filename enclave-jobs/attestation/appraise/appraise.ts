// VerifiedEvidence + one owner's requirements → is this machine and code acceptable? One line per
// check, each PASS or FAIL (R44). Nothing is stored or signed on its own: a verdict is computed where
// it is used (R42).

import {
  AttestationResult,
  canonicalBytes,
  hashOf,
  makeDocument,
  type Doc,
  type Hash,
  type PlatformRequirements,
  type RefusalCode,
} from '../../protocol/index.ts';
import type { BoundEvidence, EvidenceClaims } from '../evidence.ts';

export interface AppraisalCheck {
  readonly id: string;
  readonly passed: boolean;
  /** The field, what was found, what was wanted; public values only. */
  readonly about: string;
  readonly code: RefusalCode;
}

/** One entry of a policy's `enclaves` or a Genesis' `instances`, with what narrows it. */
export type AppraisalPolicy = PlatformRequirements & {
  readonly code?: Hash;
  readonly minCollateralIssued?: number;
  readonly chips?: readonly string[] | undefined;
};

export interface Appraisal {
  readonly accepted: boolean;
  readonly checks: readonly AppraisalCheck[];
  readonly policy: Hash;
}

function check(
  id: string,
  passed: boolean,
  about: string,
  code: RefusalCode = 'CODE_NOT_ACCEPTED',
): AppraisalCheck {
  return { id, passed, about, code };
}

/** What each format's own requirements ask; a format without an entry here does not compile. */
const formatChecks: {
  readonly [F in PlatformRequirements['format']]: (
    claims: EvidenceClaims,
    policy: Extract<AppraisalPolicy, { format: F }>,
  ) => AppraisalCheck[];
} = {
  simulated: ({ code }, { referenceValues }) => [
    check('reference-values', referenceValues.code.includes(code), `code ${code}`),
  ],
};

/** Appraises against one entry. Pure; the caller decides which entries there are (R16: none denies). */
export function appraise(bound: BoundEvidence, policy: AppraisalPolicy): Appraisal {
  const { claims, doc } = bound;
  const format = doc.value.format;
  const checks = [check('format', format === policy.format, `format ${format}`)];
  if (format === policy.format) checks.push(...formatChecks[policy.format](claims, policy));
  else checks.push(check('reference-values', false, 'not checked: other format'));
  checks.push(check('debug', !claims.debug, 'debug off', 'EVIDENCE_DEBUG'));
  if (policy.code !== undefined) {
    checks.push(check('code', claims.code === policy.code, `code ${claims.code}`));
  }
  if (policy.minCollateralIssued !== undefined) {
    const fresh = claims.collateralIssued >= policy.minCollateralIssued;
    const about = `collateral issued ${claims.collateralIssued}`;
    checks.push(check('collateral', fresh, about, 'EVIDENCE_COLLATERAL'));
  }
  if (policy.chips !== undefined) {
    checks.push(check('chip', policy.chips.includes(claims.chip), `chip ${claims.chip}`));
  }
  return {
    accepted: checks.every((line) => line.passed),
    checks,
    policy: hashOf(canonicalBytes(policy)),
  };
}

/** The appraisal as EAR claims. */
export function attestationResult(
  bound: BoundEvidence,
  appraisal: Appraisal,
): Doc<AttestationResult> {
  const tier = (ok: boolean) => (ok ? ('affirming' as const) : ('contraindicated' as const));
  const passed = (id: string) =>
    appraisal.checks.filter((line) => line.id === id).every((line) => line.passed);
  return makeDocument(AttestationResult, {
    evidence: bound.doc.name,
    format: bound.doc.value.format,
    status: tier(appraisal.accepted),
    vector: {
      instanceIdentity: tier(passed('chip')),
      configuration: tier(passed('debug')),
      executables: tier(passed('reference-values') && passed('code')),
      hardware: tier(passed('format') && passed('collateral')),
    },
    checks: appraisal.checks.map(({ id, passed: ok, about }) => ({
      id,
      result: ok ? ('pass' as const) : ('fail' as const),
      about,
    })),
    policy: appraisal.policy,
    at: bound.at,
  });
}
