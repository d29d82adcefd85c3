// Fetches what a decision needs and rebuilds it: the verified broker, the reviewed job, the last
// job of this kind that this organisation approved.

import type { Party } from '#enclave/participant/index.ts';
import { JobSpec, readSigned, type Doc } from '#enclave/protocol/index.ts';
import { readToDecide, type ToDecide } from '#app/_client/acts/decide.ts';
import type { Desk } from '#app/_client/acts/desk.ts';
import { ownApprovals, type OwnApproval } from '#app/_client/jobs/review.ts';
import type { Api } from '#app/_client/session/api.ts';

export interface ReviewForDecision extends ToDecide {
  /** The last approved job of this kind; absent if there is none. */
  readonly before?: Doc<JobSpec>;
  /** What people of this organisation signed for this job, checked here. */
  readonly signed: readonly OwnApproval[];
}

const looksBack = 5;

async function lastApproved(
  api: Api,
  party: Party,
  collaboration: string,
  current: { readonly id: string; readonly template: string },
): Promise<Doc<JobSpec> | undefined> {
  const jobs = await api.job.list.query({ collaboration });
  const candidates = jobs
    .filter((one) => one.id !== current.id && one.template === current.template)
    .filter((one) =>
      one.parts.some(
        (part) => part.organisation.party === party.party && part.decision === 'approve',
      ),
    );
  for (const { id } of candidates.slice(0, looksBack)) {
    const material = await api.job.material.query({ job: id });
    if ((await ownApprovals(party, material)).length > 0) {
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
  desk: Desk,
  { collaboration, job, jobHash }: JobToDecide,
): Promise<ReviewForDecision> {
  const toDecide = await readToDecide(desk, job, jobHash);
  const { party } = desk.member;
  const template = toDecide.review.job.value.template.id;
  const before = await lastApproved(api, party, collaboration, { id: job, template });
  return {
    ...toDecide,
    signed: await ownApprovals(party, toDecide.material),
    ...(before === undefined ? {} : { before }),
  };
}
