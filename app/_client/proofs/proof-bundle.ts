// A job's proof bundle: put together from its documents, and verified.

import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import type { JobEnd } from '#enclave/channel/index.ts';
import {
  assembleBundle,
  verifyBundle,
  type Pins,
  type VerifyReport,
} from '#enclave/participant/index.ts';
import type { BrokerRecord, Bytes, SignedDocument } from '#enclave/protocol/index.ts';
import type { TemplateRegistry } from '#enclave/templates/index.ts';

export type Ended = Extract<JobEnd, { end: 'delivered' | 'failed' }>;

export interface ProofMaterial {
  readonly jobSpec: SignedDocument;
  readonly genesis: SignedDocument;
  readonly cards: readonly SignedDocument[];
  readonly manifests: readonly SignedDocument[];
  readonly policies: readonly SignedDocument[];
  readonly approvals: readonly SignedDocument[];
}

/** The run of the broker that released, and the public lines of its log up to the release. */
export interface ProofLog {
  readonly boot: BrokerRecord;
  readonly entries: readonly SignedDocument[];
}

/** The proof bundle of a job that ended, put together from its documents; it proves itself. */
export function proofOf(material: ProofMaterial, end: Ended, log: ProofLog): Bytes {
  const { boot, entries } = log;
  const { jobSpec, genesis, cards, manifests, policies, approvals } = material;
  return assembleBundle({
    jobSpec,
    genesis,
    documents: [...cards, ...manifests, ...policies, ...approvals],
    workerEvidence: end.evidence,
    release: end.release,
    receipt: end.receipt,
    logEntries: entries,
    boot,
    record: end.record,
    acceptedAt: Math.floor(Date.now() / 1000),
  });
}

export function verifyProof(
  bundle: Bytes,
  pins: Pins | undefined,
  registry: TemplateRegistry,
): Promise<VerifyReport> {
  return verifyBundle(bundle, pins, {
    crypto: globalThis.crypto,
    verifiers: simulatedWorldVerifiers,
    registry,
    now: Math.floor(Date.now() / 1000),
  });
}
