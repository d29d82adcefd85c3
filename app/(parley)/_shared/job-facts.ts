// What a listed job says about itself, for every list of jobs.

import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/router.ts';
import { listed } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';

export type ListedJob = inferRouterOutputs<AppRouter>['job']['list'][number];

const unique = (names: readonly string[]) => [...new Set(names)];

/** Owners that have not decided, by name. */
export function waitsFor(job: ListedJob): string {
  return listed(
    unique(job.parts.flatMap((part) => (part.decision === null ? part.organisation.name : []))),
  );
}

/** Who is awaited now: owners, or the machinery; nobody once it has ended. */
export function waitsForNow(job: ListedJob): string {
  switch (job.state) {
    case 'DRAFT':
      return say('jobs.waits.requester');
    case 'SUBMITTED':
    case 'AWAITING_APPROVALS':
      return waitsFor(job);
    case 'QUEUED':
    case 'ATTESTING':
    case 'RUNNING':
      return say('jobs.waits.machine');
    case 'DELIVERED':
    case 'DENIED':
    case 'REFUSED':
    case 'FAILED':
    case 'CANCELLED':
    case 'EXPIRED':
      return say('jobs.waits.nobody');
  }
}

/** The state in a word or two, where who is awaited and since when have columns of their own. */
export function jobWord(job: ListedJob): string {
  return say(`jobs.word.${job.state}`);
}

export function deniedBy(job: ListedJob): string {
  const names = job.parts.flatMap((part) =>
    part.decision === 'deny' ? part.organisation.name : [],
  );
  return listed(unique(names)) || say('jobs.anOwner');
}

/** Own datasets in this job, by name. */
export function ownDatasets(job: ListedJob, party: string | null): readonly string[] {
  return job.parts.flatMap((part) => (part.organisation.party === party ? part.dataset.name : []));
}

/** A draft goes on in the builder. */
export function jobHref(job: ListedJob, rest: '' | '/approve' | '/result' | '/proof' = ''): string {
  const jobs = `/c/${job.collaborationId}/jobs`;
  return job.state === 'DRAFT' ? `${jobs}/new?draft=${job.id}` : `${jobs}/${job.id}${rest}`;
}
