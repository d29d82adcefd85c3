// Section 11: bytes and pins in, four verdicts out. Offline, bounded, total: whatever is handed in,
// the answer is a report.

import { EnclaveError } from '../../protocol/index.ts';
import type { VerifierSet } from '../../attestation/index.ts';
import type { TemplateRegistry } from '../../templates/index.ts';
import { checkAttested } from './attested.ts';
import { checkLinked } from './linked.ts';
import { checkPinned, type Pins } from './pinned.ts';
import { readBundle, type ReadBundle } from './read-bundle.ts';
import type { Verdict, VerifyReport } from './report.ts';
import { checkSigned } from './signed.ts';

export interface VerifyContext {
  readonly crypto: Crypto;
  readonly verifiers: VerifierSet;
  readonly registry: TemplateRegistry;
  /** Seconds since 1970, by the verifier's own clock. */
  readonly now: number;
}

/** Of bytes that are no bundle: reading failed, and nothing behind it ran. */
function unreadable(error: EnclaveError, pins: Pins | undefined): VerifyReport {
  const about = `reading the file as a proof bundle: ${error.place}`;
  const step = { id: 'read', state: 'failed' as const, about, code: error.code };
  const failed: Verdict = { state: 'failed', steps: [step] };
  const unknown: Verdict = { state: 'not checked', steps: [] };
  const pinned = pins === undefined ? 'no pins' : unknown;
  return {
    answer: 'failed',
    verdicts: { linked: failed, signed: unknown, attested: unknown, pinned },
    evidence: 'not checked',
    jobHash: undefined,
    status: undefined,
    at: undefined,
    today: undefined,
  };
}

function answerOf(verdicts: VerifyReport['verdicts']): VerifyReport['answer'] {
  const { linked, signed, attested, pinned } = verdicts;
  const passed = (verdict: Verdict | 'no pins') =>
    verdict !== 'no pins' && verdict.state === 'passed';
  if (![linked, signed, attested].every(passed)) return 'failed';
  if (pinned === 'no pins') return 'consistent';
  return passed(pinned) ? 'verified' : 'failed';
}

/** What does not hold is called nobody's hardware. */
function evidenceOf(b: ReadBundle, attested: Verdict): VerifyReport['evidence'] {
  const formats = [b.workerEvidence, b.brokerEvidence].map((evidence) => evidence.value.format);
  if (formats.includes('simulated') || b.genesis.value.assurance === 'simulated') {
    return 'simulated';
  }
  return attested.state === 'passed' ? b.genesis.value.assurance : 'not checked';
}

/** R54: an expired bundle is not an invalid one. */
function todayOf(validUntil: number | undefined, now: number): string | undefined {
  if (validUntil === undefined) return undefined;
  return now > validUntil
    ? `valid then: the worker's collateral ended at ${validUntil}, after the release`
    : "the worker's collateral is still valid";
}

/** Verifies a bundle. Without pins the best answer is `consistent`, never `verified`. */
export async function verifyBundle(
  bytes: Uint8Array,
  pins: Pins | undefined,
  { crypto, verifiers, registry, now }: VerifyContext,
): Promise<VerifyReport> {
  let b: ReadBundle;
  try {
    b = readBundle(bytes);
  } catch (error) {
    if (error instanceof EnclaveError) return unreadable(error, pins);
    throw error;
  }
  const linked = await checkLinked(b);
  const { verdict: attested, worker } = await checkAttested(b, verifiers, crypto);
  const signed = await checkSigned(b, worker, registry, crypto);
  const pinned = pins === undefined ? ('no pins' as const) : await checkPinned(b, pins);
  const verdicts = { linked, signed, attested, pinned };
  return {
    answer: answerOf(verdicts),
    verdicts,
    evidence: evidenceOf(b, attested),
    jobHash: b.jobSpec.name,
    status: b.receipt.value.status,
    at: b.release.value.at,
    today: todayOf(worker?.claims.collateralValidUntil, now),
  };
}
