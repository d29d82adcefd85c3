// A job's proof put together and checked in this browser, and its answer opened: in this order, so
// that no number exists before its proof held.

import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import type { Pins, VerifyReport } from '#enclave/participant/index.ts';
import {
  JobSpec,
  readSigned,
  type Bytes,
  type Hash,
  type Result,
} from '#enclave/protocol/index.ts';
import type { Api } from '../session/api.ts';
import { buildFacts, builtTemplates } from '../session/build-facts.ts';
import type { Member } from '../session/member.ts';
import {
  openVerified,
  proofOf,
  verifyProof,
  type Ended,
  type ProofMaterial,
} from './read-result.ts';

export interface CheckedProof {
  readonly bundle: Bytes;
  readonly report: VerifyReport;
  readonly job: JobSpec;
  readonly end: Ended;
  readonly material: ProofMaterial;
}

/** What this person has compared, and the code that this program knows; no pins at all if none. */
export function pinsOf(member: Member | undefined): Pins | undefined {
  const parties: readonly Hash[] = member?.memory.pins.map((pin) => pin.party) ?? [];
  if (parties.length === 0) return undefined;
  const { broker, worker } = buildFacts();
  return { parties: [...parties], brokerCode: broker, workerCode: [worker] };
}

const rules = () => ({ verifiers: simulatedWorldVerifiers, registry: builtTemplates() });

/** Any bundle, from anywhere. */
export function verifyBundleHere(bundle: Bytes, pins: Pins | undefined): Promise<VerifyReport> {
  return verifyProof(bundle, pins, rules());
}

/** Null for a job that has not ended with a receipt. */
export async function checkProof(
  api: Api,
  member: Member | undefined,
  job: string,
): Promise<CheckedProof | null> {
  const [material, log] = await Promise.all([
    api.job.material.query({ job }),
    // Not there for a job without a receipt, which the material says too.
    api.job.proofLog.query({ job }).catch(() => undefined),
  ]);
  const { end } = material;
  const isProven = end !== null && (end.end === 'delivered' || end.end === 'failed');
  if (!isProven || log === undefined) return null;
  const bundle = proofOf(material, end, log);
  const report = await verifyBundleHere(bundle, pinsOf(member));
  const spec = readSigned(JobSpec, material.jobSpec).value;
  return { bundle, report, job: spec, end, material };
}

export type OpenedResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'sealed'; readonly proof: CheckedProof }
  | { readonly kind: 'unproven'; readonly proof: CheckedProof }
  | { readonly kind: 'open'; readonly proof: CheckedProof; readonly result: Result };

/**
 * Throws RESULT_FOREIGN, RESULT_ALTERED or IDENTITY_WRONG for a file that is not this job's answer.
 */
export async function openResultHere(api: Api, member: Member, job: string): Promise<OpenedResult> {
  const sealed = fetch(`/api/results/${job}`);
  sealed.catch(() => undefined);
  const proof = await checkProof(api, member, job);
  if (proof?.end.end !== 'delivered') return { kind: 'none' };
  if (proof.report.answer !== 'verified') return { kind: 'unproven', proof };
  const { recipient } = member.party.keys;
  if (!proof.job.recipients.some((one) => one.recipient === recipient)) {
    return { kind: 'sealed', proof };
  }
  const response = await sealed;
  if (!response.ok) return { kind: 'none' };
  const file = new Uint8Array(await response.arrayBuffer());
  const result = await openVerified(file, member.party.keys.identity, proof.material, proof.end);
  return { kind: 'open', proof, result };
}
