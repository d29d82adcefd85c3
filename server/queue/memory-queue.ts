import { randomBytes } from 'node:crypto';
import type { JobEnd, JobPackage, Lease } from '#enclave/channel/index.ts';
import { cancelled, type JobQueue, type JobState } from './queue.ts';
import { waitForOne } from './wait-for-one.ts';

interface QueuedJob {
  readonly id: string;
  readonly job: JobPackage;
  state: JobState;
  beatAt: number;
  readonly waiters: ((end: JobEnd) => void)[];
}

const freshId = (prefix: string) => `${prefix}-${randomBytes(12).toString('hex')}`;

/** A queue in this process, for the laboratory and for tests. */
export function memoryQueue(): JobQueue {
  const jobs = new Map<string, QueuedJob>();
  const takers: ((woken: true) => void)[] = [];

  const take = (): Lease | null => {
    const next = [...jobs.values()].find((one) => one.state.state === 'queued');
    if (next === undefined) return null;
    const lease = freshId('lease');
    next.state = { state: 'leased', lease };
    next.beatAt = Date.now();
    return { lease, job: next.job };
  };
  const leasedBy = (lease: string) =>
    [...jobs.values()].find((one) => one.state.state === 'leased' && one.state.lease === lease);
  const wake = () => takers.shift()?.(true);
  const giveBack = (job: QueuedJob) => {
    job.state = { state: 'queued' };
    wake();
  };

  return {
    enqueue(job) {
      const id = freshId('job');
      jobs.set(id, { id, job, state: { state: 'queued' }, beatAt: 0, waiters: [] });
      wake();
      return Promise.resolve(id);
    },
    async lease(waitMs, gone) {
      const ready = gone?.aborted === true ? null : take();
      if (ready !== null) return ready;
      const woken = await waitForOne(takers, waitMs, gone);
      if (woken === null) return null;
      if (gone?.aborted !== true) return take();
      // It left between the wake and now: the job is the next one's.
      wake();
      return null;
    },
    finish(lease, end) {
      const job = leasedBy(lease);
      if (job === undefined) return Promise.resolve(false);
      job.state = { state: 'ended', end };
      for (const waiter of job.waiters) waiter(end);
      return Promise.resolve(true);
    },
    beat(lease) {
      const job = leasedBy(lease);
      if (job !== undefined) job.beatAt = Date.now();
      return Promise.resolve(job !== undefined);
    },
    cancel(id) {
      const job = jobs.get(id);
      if (job?.state.state !== 'queued') return Promise.resolve(false);
      job.state = { state: 'ended', end: cancelled };
      for (const waiter of job.waiters) waiter(cancelled);
      return Promise.resolve(true);
    },
    release(lease) {
      const job = leasedBy(lease);
      if (job !== undefined) giveBack(job);
      return Promise.resolve();
    },
    releaseSilent(silentMs) {
      const since = Date.now() - silentMs;
      const silent = [...jobs.values()].filter(
        (job) => job.state.state === 'leased' && job.beatAt < since,
      );
      silent.forEach(giveBack);
      return Promise.resolve(silent.length);
    },
    stateOf: (id) => Promise.resolve(jobs.get(id)?.state ?? null),
    ended(id) {
      const job = jobs.get(id);
      if (job === undefined) return Promise.reject(new Error(`no job ${id}`));
      const { state } = job;
      if (state.state === 'ended') return Promise.resolve(state.end);
      return new Promise((resolve) => job.waiters.push(resolve));
    },
  };
}
