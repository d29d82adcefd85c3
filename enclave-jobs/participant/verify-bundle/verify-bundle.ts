// Section 11: bytes and pins in, four verdicts out. Offline, bounded, total: whatever is handed in, the
// answer is a report.

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

function failedAt(error: EnclaveError): VerifyReport {
  const step = { id: 'read', passed: false, about: error.place, code: error.code };
  const failed: Verdict = { passed: false, steps: [step] };
  const unknown: Verdict = { passed: false, steps: [] };
  return {
    answer: 'failed',
    verdicts: { linked: failed, signed: unknown, attested: unknown, pinned: unknown },
    simulated: false,
    jobHash: undefined,
    status: undefined,
    at: undefined,
    today: undefined,
  };
}

function answerOf(verdicts: VerifyReport['verdicts']): VerifyReport['answer'] {
  const { linked, signed, attested, pinned } = verdicts;
  const passed = (verdict: Verdict | 'no pins') => verdict !== 'no pins' && verdict.passed;
  if (![linked, signed, attested].every(passed)) return 'failed';
  if (pinned === 'no pins') return 'consistent';
  return pinned.passed ? 'verified' : 'failed';
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
    if (error instanceof EnclaveError) return failedAt(error);
    throw error;
  }
  const linked = await checkLinked(b);
  const { verdict: attested, worker } = await checkAttested(b, verifiers, crypto);
  const signed = await checkSigned(b, worker, registry, crypto);
  const pinned = pins === undefined ? ('no pins' as const) : await checkPinned(b, pins);
  const verdicts = { linked, signed, attested, pinned };
  const formats = [b.workerEvidence, b.brokerEvidence].map((evidence) => evidence.value.format);
  return {
    answer: answerOf(verdicts),
    verdicts,
    simulated: formats.includes('simulated') || b.genesis.value.assurance === 'simulated',
    jobHash: b.jobSpec.name,
    status: b.receipt.value.status,
    at: b.release.value.at,
    today: todayOf(worker?.claims.collateralValidUntil, now),
  };
}
