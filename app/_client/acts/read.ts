// The answer of a job: its proof first, the file second, the numbers last. No number exists before
// its proof held, and its rates are computed again here.

import type { JobEnd } from '#enclave/channel/index.ts';
import { openResult, type OpenedResult } from '#enclave/participant/index.ts';
import { pinsOf, proofFrom, type CheckedProof } from '../proofs/check-proof.ts';
import type { Desk } from './desk.ts';

export type Answered =
  /** No answer is there; `proof` is the one of a job that failed. */
  | { readonly kind: 'none'; readonly end: JobEnd | null; readonly proof?: CheckedProof }
  /** Sealed to others. */
  | { readonly kind: 'sealed'; readonly proof: CheckedProof }
  | { readonly kind: 'unproven'; readonly proof: CheckedProof }
  | (OpenedResult & {
      readonly kind: 'open';
      readonly proof: CheckedProof;
      readonly file: Uint8Array;
    });

/**
 * Throws RESULT_FOREIGN, RESULT_ALTERED or IDENTITY_WRONG for a file that is not this job's answer.
 */
export async function read(desk: Desk, job: string): Promise<Answered> {
  const { platform, member, build } = desk;
  const sealed = desk.sealedResult(job);
  sealed.catch(() => undefined);
  const material = await platform.job.material.query({ job });
  const proof = await proofFrom(platform, job, material, pinsOf(member, build), build);
  const { end } = material;
  if (proof === null) return { kind: 'none', end };
  if (proof.end.end !== 'delivered') return { kind: 'none', end, proof };
  if (proof.report.answer !== 'verified') return { kind: 'unproven', proof };
  const { recipient, identity } = member.party.keys;
  if (!proof.job.recipients.some((one) => one.recipient === recipient)) {
    return { kind: 'sealed', proof };
  }
  const file = await sealed;
  if (file === undefined) return { kind: 'none', end, proof };
  const { receipt, release } = proof.end;
  const about = { ...material, receipt, release };
  const opened = await openResult(file, identity, about, build.registry);
  return { kind: 'open', proof, file, ...opened };
}
