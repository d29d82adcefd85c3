// An owner's answer to a job, in two halves, because a person reads in between: the first verifies
// the broker, remembers it and rebuilds the job from signed bytes; the second signs what the first
// showed, and nothing else.

import { signApproval, signDenial, type VerifiedBroker } from '#enclave/participant/index.ts';
import { EnclaveError, bytesOf, hashOf, type Hash } from '#enclave/protocol/index.ts';
import type { DenyReason } from '#server/domain/job-state.ts';
import { reviewMaterial, type JobReview } from '../jobs/review.ts';
import { withHead } from '../session/member.ts';
import type { JobMaterial } from '../session/platform.ts';
import { rememberAt, verifyBrokerAt, type Desk } from './desk.ts';

export interface ToDecide {
  /** At the platform. */
  readonly job: string;
  readonly broker: VerifiedBroker;
  readonly material: JobMaterial;
  readonly review: JobReview;
  readonly checkedAt: Date;
}

export type Answer =
  { readonly word: 'approve' } | { readonly word: 'deny'; readonly reason: DenyReason };

/**
 * Throws JOB_DIFFERS if the platform hands over another job than the one of `jobHash`, where the
 * person came by it.
 */
export async function readToDecide(desk: Desk, job: string, jobHash?: string): Promise<ToDecide> {
  const { platform, member, build } = desk;
  const broker = await verifyBrokerAt(desk);
  const material = await platform.job.material.query({ job });
  if (jobHash !== undefined && material.jobHash !== jobHash) {
    throw new EnclaveError('JOB_DIFFERS', 'jobHash');
  }
  const checkedAt = new Date();
  const review = await reviewMaterial(material, {
    broker,
    registry: build.registry,
    owner: member.party,
    memory: member.memory,
    at: Math.floor(checkedAt.getTime() / 1000),
  });
  await rememberAt(desk, withHead(member.memory, broker));
  return { job, broker, material, review, checkedAt };
}

/**
 * Gives back the name of the approval. Throws what the review found for a yes to a job that did not
 * stand it, and NOT_MINE.
 */
export async function decide(
  { platform, member }: Desk,
  { job, broker, review }: ToDecide,
  answer: Answer,
): Promise<Hash> {
  const { party } = member;
  const { reviewed, fault, ownDatasets } = review;
  if (answer.word === 'deny') {
    const denial = await signDenial(globalThis.crypto, broker, party, review.job, ownDatasets);
    await platform.job.decide.mutate({ job, approval: denial, reason: answer.reason });
    return hashOf(bytesOf(denial.document));
  }
  if (reviewed === undefined) {
    throw new EnclaveError(fault?.code ?? 'JOB_DIFFERS', fault?.place ?? 'review');
  }
  const approval = await signApproval(globalThis.crypto, broker, party, reviewed, 'approve');
  await platform.job.decide.mutate({ job, approval });
  return hashOf(bytesOf(approval.document));
}
