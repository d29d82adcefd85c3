// Authentic evidence + one owner's entry → is this machine and code acceptable? One line per check
// (R44). Nothing is stored or signed on its own: a verdict is computed where it is used (R42).

import {
  AttestationResult,
  canonicalBytes,
  hashOf,
  inexpressible,
  makeDocument,
  type Doc,
  type Hash,
  type InstanceRequirements,
  type WorkerRequirements,
} from '../../protocol/index.ts';
import type { AuthenticClaims } from '../claims.ts';
import type { BoundEvidence, PlatformClaims } from '../evidence.ts';
import { appraiseCca, appraisePsa } from './formats/arm.ts';
import { appraiseAzureSnp, appraiseAzureTdx } from './formats/azure.ts';
import { appraiseCsv } from './formats/hygon-csv.ts';
import { appraiseHyperEnclave } from './formats/hyperenclave.ts';
import { appraiseSgx, appraiseTdx } from './formats/intel.ts';
import { appraiseKeystone } from './formats/keystone.ts';
import { appraiseNitroEnclave, appraiseNitroTpm } from './formats/nitro.ts';
import { appraiseSnp } from './formats/sev-snp.ts';
import { appraiseTpm } from './formats/tpm2.ts';
import { line, oneOf, type AppraisalLine } from './line.ts';
import { trustVector } from './trust-vector.ts';

/** One entry of a policy's `enclaves` or of a Genesis' `instances`, with what narrows it. */
export type AppraisalPolicy = InstanceRequirements | WorkerRequirements;

/** What is appraised: claims of authentic evidence, when, and the code if it is known. */
export interface AppraisedEvidence {
  readonly claims: AuthenticClaims<PlatformClaims>;
  /** Undefined for raw evidence without its runtime: which code runs, that does not say. */
  readonly code: Hash | undefined;
  /** Seconds since 1970. */
  readonly at: number;
}

export interface Appraisal {
  /** Every line passes, or cannot be expressed and is named by the entry. */
  readonly accepted: boolean;
  readonly lines: readonly AppraisalLine[];
  /** Hash of the entry. */
  readonly policy: Hash;
}

const otherFormat = [
  line('reference-values', false, 'reference values', 'of this format', 'not checked'),
];

/** What each format's own entry asks. */
function formatLines(
  { claims: { platform }, code, at }: AppraisedEvidence,
  entry: AppraisalPolicy,
): readonly AppraisalLine[] {
  switch (entry.format) {
    case 'simulated': {
      const accepted: readonly string[] = entry.referenceValues.code;
      const found = code ?? 'not stated';
      return [line('reference-values', accepted.includes(found), 'code', oneOf(accepted), found)];
    }
    case 'sev-snp':
      return platform.format === entry.format ? appraiseSnp(platform, entry) : otherFormat;
    case 'sgx-dcap':
      return platform.format === entry.format ? appraiseSgx(platform, entry) : otherFormat;
    case 'tdx':
      return platform.format === entry.format ? appraiseTdx(platform, entry) : otherFormat;
    case 'nitro-enclave':
      return platform.format === entry.format
        ? appraiseNitroEnclave(platform, entry, at)
        : otherFormat;
    case 'nitro-tpm':
      return platform.format === entry.format ? appraiseNitroTpm(platform, entry, at) : otherFormat;
    case 'tpm2':
      return platform.format === entry.format ? appraiseTpm(platform, entry) : otherFormat;
    case 'arm-cca':
      return platform.format === entry.format ? appraiseCca(platform, entry) : otherFormat;
    case 'psa':
      return platform.format === entry.format ? appraisePsa(platform, entry) : otherFormat;
    case 'keystone':
      return platform.format === entry.format ? appraiseKeystone(platform, entry) : otherFormat;
    case 'hygon-csv':
      return platform.format === entry.format ? appraiseCsv(platform, entry) : otherFormat;
    case 'hyperenclave':
      return platform.format === entry.format ? appraiseHyperEnclave(platform, entry) : otherFormat;
    case 'azure-snp-vtpm':
      return platform.format === entry.format ? appraiseAzureSnp(platform, entry) : otherFormat;
    case 'azure-tdx-vtpm':
      return platform.format === entry.format ? appraiseAzureTdx(platform, entry) : otherFormat;
  }
}

/** Lines that the entry's format cannot express pass by being named, and fail if they are not. */
function inexpressibleLines(entry: AppraisalPolicy): readonly AppraisalLine[] {
  if (entry.format === 'simulated') return [];
  const named: readonly string[] = entry.notApplicable;
  return inexpressible[entry.format].map((id) => ({
    id,
    answer: named.includes(id) ? 'not-applicable' : 'fail',
    field: id,
    expected: 'a statement, or the entry says that there is none',
    found: 'not stated',
    code: 'CODE_NOT_ACCEPTED',
  }));
}

function debugLines({ claims }: AppraisedEvidence, entry: AppraisalPolicy): AppraisalLine[] {
  const found = claims.debug ? 'on' : 'off';
  const states = line('debug', !claims.debug, 'debug', 'off', found, 'EVIDENCE_DEBUG');
  const unstated =
    entry.format !== 'simulated' &&
    (inexpressible[entry.format] as readonly string[]).includes('debug');
  return unstated && !claims.debug ? [] : [states];
}

/**
 * R16: where no vendor's root is compiled in, the entry names the key that it believes, or refuses.
 */
function anchorLines({ claims }: AppraisedEvidence, entry: AppraisalPolicy): AppraisalLine[] {
  const accepted: readonly string[] | undefined = 'anchors' in entry ? entry.anchors : undefined;
  const found = claims.namedAnchor;
  if (accepted === undefined && found === undefined) return [];
  const isNamed = found !== undefined && accepted?.includes(found) === true;
  return [line('anchor', isNamed, 'anchor', oneOf(accepted ?? []), found ?? 'the vendor’s root')];
}

function codeLines({ code }: AppraisedEvidence, entry: AppraisalPolicy): AppraisalLine[] {
  if (!('code' in entry)) return [];
  if (code !== undefined) return [line('code', code === entry.code, 'code', entry.code, code)];
  const unknown = line(
    'code',
    false,
    'code',
    entry.code,
    'not stated: evidence without its runtime',
  );
  return [{ ...unknown, answer: 'not-checked' }];
}

function narrowingLines({ claims }: AppraisedEvidence, entry: AppraisalPolicy): AppraisalLine[] {
  if (!('minCollateralIssued' in entry)) return [];
  const { minCollateralIssued: least, chips } = entry;
  const issued = claims.collateralIssued;
  const collateral = line(
    'collateral',
    issued >= least,
    'collateral issued',
    `${least} or later`,
    `${issued}`,
    'EVIDENCE_COLLATERAL',
  );
  if (chips === undefined) return [collateral];
  const isIn = chips === 'any' || chips.includes(claims.chip);
  return [
    collateral,
    line('chip', isIn, 'chip', chips === 'any' ? chips : oneOf(chips), claims.chip),
  ];
}

/** Every entry for hardware says until when it holds; the clock is the judge's own. */
function expiryLines({ at }: AppraisedEvidence, entry: AppraisalPolicy): AppraisalLine[] {
  if (!('expires' in entry)) return [];
  const { expires } = entry;
  return [line('expires', at < expires, 'entry in force', `before ${expires}`, `${at}`)];
}

/**
 * Appraises under one entry. Pure; the caller decides which entries there are (R16: none denies).
 */
export function appraiseClaims(evidence: AppraisedEvidence, entry: AppraisalPolicy): Appraisal {
  const { format } = evidence.claims.platform;
  const lines = [
    line('format', format === entry.format, 'format', entry.format, format),
    ...anchorLines(evidence, entry),
    ...formatLines(evidence, entry),
    ...debugLines(evidence, entry),
    ...inexpressibleLines(entry),
    ...codeLines(evidence, entry),
    ...narrowingLines(evidence, entry),
    ...expiryLines(evidence, entry),
  ];
  return {
    accepted: lines.every(({ answer }) => answer === 'pass' || answer === 'not-applicable'),
    lines,
    policy: hashOf(canonicalBytes(entry)),
  };
}

/**
 * The same for evidence that is bound to its runtime: the only kind that anything is released to.
 */
export function appraise({ claims, at }: BoundEvidence, entry: AppraisalPolicy): Appraisal {
  return appraiseClaims({ claims, code: claims.code, at }, entry);
}

const aboutLengthMax = 512;

/** The appraisal as EAR claims. */
export function attestationResult(
  bound: BoundEvidence,
  appraisal: Appraisal,
): Doc<AttestationResult> {
  return makeDocument(AttestationResult, {
    evidence: bound.doc.name,
    format: bound.doc.value.format,
    status: appraisal.accepted ? 'affirming' : 'contraindicated',
    vector: trustVector(appraisal.lines),
    checks: appraisal.lines.map(({ id, answer, field, found }) => ({
      id,
      result: answer === 'not-checked' ? 'fail' : answer,
      about: `${field} ${found}`.slice(0, aboutLengthMax),
    })),
    policy: appraisal.policy,
    at: bound.at,
  });
}
