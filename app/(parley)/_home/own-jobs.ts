import type { ListedJob } from '../_shared/job-facts.ts';

const shownMax = 5;

export interface RequesterJobLists {
  readonly ready: readonly ListedJob[];
  readonly stopped: readonly ListedJob[];
  readonly waiting: readonly ListedJob[];
  readonly drafts: readonly ListedJob[];
}

/**
 * The requester's own jobs, sorted by what the requester has to do; the server lists the newest
 * first.
 */
export function ofRequester(jobs: readonly ListedJob[], party: string | null): RequesterJobLists {
  const own = jobs.filter((job) => job.organisation.party === party);
  const inStates = (...states: readonly ListedJob['state'][]) =>
    own.filter((job) => states.includes(job.state)).slice(0, shownMax);
  return {
    ready: inStates('DELIVERED'),
    stopped: inStates('REFUSED', 'DENIED', 'FAILED', 'EXPIRED'),
    waiting: inStates('SUBMITTED', 'AWAITING_APPROVALS', 'QUEUED', 'ATTESTING', 'RUNNING'),
    drafts: inStates('DRAFT'),
  };
}

export const isIdle = ({ ready, stopped, waiting, drafts }: RequesterJobLists): boolean =>
  [ready, stopped, waiting, drafts].every((jobs) => jobs.length === 0);
