// Fetches what a decision needs and rebuilds it: the verified broker, the reviewed job, the last
// job of this kind that this organisation approved.

import type { ClientState, VerifiedBroker } from '#enclave/participant/index.ts';
import { EnclaveError, JobSpec, readSigned, type Doc } from '#enclave/protocol/index.ts';
import type { Api } from '#app/_client/session/api.ts';
import { builtTemplates } from '#app/_client/session/build-facts.ts';
import { verifyBrokerHere, withHead, type Member } from '#app/_client/session/member.ts';
import {
  ownApprovals,
  reviewMaterial,
  type JobReview,
  type OwnApproval,
} from '#app/_client/jobs/review.ts';

export interface ReviewForDecision {
  readonly review: JobReview;
  readonly broker: VerifiedBroker;
  readonly memory: ClientState;
  /** The last approved job of this kind; absent if there is none. */
  readonly before?: Doc<JobSpec>;
  /** What people of this organisation signed for this job, checked here. */
  readonly signed: readonly OwnApproval[];
  readonly checkedAt: Date;
}

const looksBack = 5;

async function lastApproved(
  api: Api,
  member: Member,
  collaboration: string,
  current: { readonly id: string; readonly template: string },
): Promise<Doc<JobSpec> | undefined> {
  const jobs = await api.job.list.query({ collaboration });
  const candidates = jobs
    .filter((one) => one.id !== current.id && one.template === current.template)
    .filter((one) =>
      one.parts.some(
        (part) => part.organisation.party === member.party.party && part.decision === 'approve',
      ),
    );
  for (const { id } of candidates.slice(0, looksBack)) {
    const material = await api.job.material.query({ job: id });
    if ((await ownApprovals(member.party, material)).length > 0) {
      return readSigned(JobSpec, material.jobSpec);
    }
  }
  return undefined;
}

export interface JobToDecide {
  readonly collaboration: string;
  readonly job: string;
  /** Of the job whose page the person opened; another one under its address is refused. */
  readonly jobHash: string;
}

/** Throws JOB_DIFFERS if the platform hands over another job than the one whose page this is. */
export async function reviewForDecision(
  api: Api,
  member: Member,
  { collaboration, job, jobHash }: JobToDecide,
): Promise<ReviewForDecision> {
  const broker = await verifyBrokerHere(api, member.memory);
  const material = await api.job.material.query({ job });
  if (material.jobHash !== jobHash) throw new EnclaveError('JOB_DIFFERS', 'jobHash');
  const checkedAt = new Date();
  const review = await reviewMaterial(material, {
    broker,
    registry: builtTemplates(),
    owner: member.party,
    memory: member.memory,
    at: Math.floor(checkedAt.getTime() / 1000),
  });
  const template = review.job.value.template.id;
  const before = await lastApproved(api, member, collaboration, { id: job, template });
  return {
    review,
    broker,
    memory: withHead(member.memory, broker),
    signed: await ownApprovals(member.party, material),
    checkedAt,
    ...(before === undefined ? {} : { before }),
  };
}
