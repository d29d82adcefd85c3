// `attested`: the evidence of worker and broker, judged at Release.at for ever (R54).

import {
  EnclaveError,
  bytesOf,
  fromHex,
  hashOf,
  isOfWorld,
  noPrevious,
  toBase64Url,
  type WorkerRuntime,
} from '../../protocol/index.ts';
import {
  appraise,
  bindBrokerEvidence,
  bindWorkerEvidence,
  verifyEvidence,
  type BoundEvidence,
  type VerifierSet,
} from '../../attestation/index.ts';
import type { ReadBundle } from './read-bundle.ts';
import { NotChecked, StepList, requireThat, type Verdict } from './report.ts';

async function asVerifyFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof EnclaveError)) throw cause;
    const code =
      cause.code === 'EVIDENCE_BINDING' ? 'EVIDENCE_NOT_BOUND' : 'EVIDENCE_NOT_AUTHENTIC';
    throw new EnclaveError(code, cause.place, { cause });
  }
}

/**
 * The nonce was the broker's: that it was fresh is the broker's word, that it is bound is checked.
 */
async function checkWorker(b: ReadBundle, verifiers: VerifierSet, crypto: Crypto) {
  const { time } = b.release.value.at;
  return asVerifyFailure(async () => {
    const bytes = bytesOf(b.bundle.workerEvidence);
    const verified = await verifyEvidence(bytes, verifiers, { crypto, at: time });
    const { nonce } = verified.doc.value.runtime;
    return bindWorkerEvidence(verified, { broker: b.genesis.name, nonce, jobHash: b.jobSpec.name });
  });
}

/** R20: the evidence of a boot is over the log entry before it. */
async function checkBroker(b: ReadBundle, verifiers: VerifierSet, crypto: Crypto): Promise<true> {
  const boot = b.logBodies.find(({ body }) => body.kind === 'boot')?.index ?? 0;
  const line = b.logEntries[boot]?.value;
  if (line === undefined) throw new EnclaveError('EVIDENCE_NOT_BOUND', 'boot line');
  const evidence = await asVerifyFailure(async () => {
    const bytes = bytesOf(b.bundle.brokerEvidence);
    const verified = await verifyEvidence(bytes, verifiers, { crypto, at: line.at.time });
    const nonce = toBase64Url(fromHex(b.logEntries[boot - 1]?.name ?? noPrevious));
    return bindBrokerEvidence(verified, { broker: b.genesis.name, nonce });
  });
  const { runtime } = evidence;
  const genesis = b.genesis.value;
  const holdsKeys =
    runtime.instance === b.release.value.instance &&
    runtime.signingKey === genesis.signingKey &&
    runtime.recipient === genesis.recipient;
  requireThat(holdsKeys, 'EVIDENCE_NOT_BOUND', 'keys');
  const accepted = genesis.instances.some((entry) => appraise(evidence, entry).accepted);
  requireThat(accepted, 'EVIDENCE_NOT_ACCEPTED', 'genesis');
  return true;
}

export interface AttestedVerdict {
  readonly verdict: Verdict;
  readonly worker: BoundEvidence<WorkerRuntime> | undefined;
}

export async function checkAttested(
  b: ReadBundle,
  verifiers: VerifierSet,
  crypto: Crypto,
): Promise<AttestedVerdict> {
  const steps = new StepList();
  const format = b.workerEvidence.value.format;
  const worker = await steps.run(
    'worker',
    `attestation of the worker (${format}) for this job and key`,
    () => checkWorker(b, verifiers, crypto),
  );
  const broker = await steps.run(
    'broker',
    `attestation of the key broker (${b.brokerEvidence.value.format}) of this run`,
    () => checkBroker(b, verifiers, crypto),
  );
  await steps.run('world', 'both attestations are of the kind that the key broker states', () => {
    const formats = [b.workerEvidence, b.brokerEvidence].map((evidence) => evidence.value.format);
    const agree = formats.every((one) => isOfWorld(one, b.genesis.value.assurance));
    requireThat(agree, 'EVIDENCE_NOT_ACCEPTED', 'assurance');
    // The world that evidence which does not hold says of itself is nobody's.
    if (worker === undefined || broker === undefined) throw new NotChecked('no sound attestation');
  });
  await steps.run('appraisal', 'the appraisal accepts, and is about this attestation', () => {
    const { status, evidence } = b.attestationResult.value;
    const sound = status === 'affirming' && evidence === hashOf(b.workerEvidence.bytes);
    requireThat(sound, 'EVIDENCE_NOT_ACCEPTED', status);
  });
  return { verdict: steps.verdict(), worker };
}
