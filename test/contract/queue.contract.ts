// What every job queue must do: one worker per job at a time, and the last word only from that
// worker.

import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JobEnd, JobPackage, Lease } from '#enclave/channel/index.ts';
import type { JobQueue } from '#server/queue/queue.ts';

const longMs = 10_000;
const shortMs = 30;

const nothing = { document: 'e30', signatures: [] };
const aJob = (attempt: number): JobPackage => ({
  jobSpec: nothing,
  genesis: nothing,
  manifests: [],
  policies: [],
  approvals: [],
  attempt,
  inputs: [],
});
const stopped = (code: string): JobEnd => ({ end: 'stopped', code });

export function queueContract(name: string, make: () => JobQueue | Promise<JobQueue>): void {
  describe(`${name}: queue`, () => {
    let queue: JobQueue;
    beforeEach(async () => {
      queue = await make();
    });
    const leased = async (): Promise<Lease> => {
      const lease = await queue.lease(longMs);
      if (lease === null) throw new Error('nothing to lease');
      return lease;
    };

    it('hands out the job as it was put in', async () => {
      await queue.enqueue(aJob(7));
      expect((await leased()).job).toEqual(aJob(7));
    });

    it('hands out the oldest job first', async () => {
      for (const n of [1, 2, 3]) await queue.enqueue(aJob(n));
      const order = [await leased(), await leased(), await leased()].map((one) => one.job.attempt);
      expect(order).toEqual([1, 2, 3]);
    });

    it('wakes a worker that waited before the job came', async () => {
      const waiting = queue.lease(longMs);
      await queue.enqueue(aJob(1));
      expect((await waiting)?.job.attempt).toBe(1);
    });

    it('gives null after the wait', async () => {
      expect(await queue.lease(shortMs)).toBeNull();
    });

    it('leases a job to one worker at a time', async () => {
      await queue.enqueue(aJob(1));
      await leased();
      expect(await queue.lease(shortMs)).toBeNull();
    });

    it('gives two waiting workers different jobs, and one job to one of them', async () => {
      const waiting = [queue.lease(longMs), queue.lease(longMs)];
      await queue.enqueue(aJob(1));
      await queue.enqueue(aJob(2));
      const got = await Promise.all(waiting);
      expect(got.map((one) => one?.job.attempt).sort()).toEqual([1, 2]);
      expect(new Set(got.map((one) => one?.lease)).size).toBe(2);
    });

    it('gives a worker that went away no job, and the next one gets it', async () => {
      const gone = new AbortController();
      const waiting = queue.lease(longMs, gone.signal);
      gone.abort();
      expect(await waiting).toBeNull();
      await queue.enqueue(aJob(1));
      expect(await queue.lease(longMs, AbortSignal.abort())).toBeNull();
      expect((await leased()).job.attempt).toBe(1);
    });

    it('gives no job to a worker that goes away just as the job comes', async () => {
      const gone = new AbortController();
      const waiting = queue.lease(longMs, gone.signal);
      const enqueued = queue.enqueue(aJob(1));
      gone.abort();
      await enqueued;
      expect(await waiting).toBeNull();
      expect((await leased()).job.attempt).toBe(1);
    });

    it('gives the job to the one who still waits when the other one leaves', async () => {
      const gone = new AbortController();
      const waiting = [queue.lease(longMs, gone.signal), queue.lease(longMs)];
      const enqueued = queue.enqueue(aJob(1));
      gone.abort();
      await enqueued;
      expect((await Promise.all(waiting)).map((one) => one?.job.attempt)).toEqual([undefined, 1]);
    });

    it('takes the end from the leaseholder, once', async () => {
      const id = await queue.enqueue(aJob(1));
      const { lease } = await leased();
      expect(await queue.finish(lease, stopped('first'))).toBe(true);
      expect(await queue.finish(lease, stopped('second'))).toBe(false);
      expect(await queue.ended(id)).toEqual(stopped('first'));
    });

    it('takes no end from a lease that it never gave', async () => {
      const id = await queue.enqueue(aJob(1));
      await leased();
      expect(await queue.finish('lease-made-up', stopped('x'))).toBe(false);
      expect((await queue.stateOf(id))?.state).toBe('leased');
    });

    it('takes no end for another job than the leased one', async () => {
      const ids = [await queue.enqueue(aJob(1)), await queue.enqueue(aJob(2))];
      const first = await leased();
      await leased();
      await queue.finish(first.lease, stopped('first'));
      expect((await queue.stateOf(ids[0] ?? ''))?.state).toBe('ended');
      expect((await queue.stateOf(ids[1] ?? ''))?.state).toBe('leased');
    });

    it('gives a released job to the next worker and voids the old lease', async () => {
      const id = await queue.enqueue(aJob(1));
      const first = await leased();
      await queue.release(first.lease);
      expect(await queue.stateOf(id)).toEqual({ state: 'queued' });
      const second = await leased();
      expect(second.lease).not.toBe(first.lease);
      expect(await queue.finish(first.lease, stopped('dead'))).toBe(false);
      expect(await queue.finish(second.lease, stopped('alive'))).toBe(true);
      expect(await queue.ended(id)).toEqual(stopped('alive'));
    });

    it('wakes a waiting worker with a released job', async () => {
      await queue.enqueue(aJob(1));
      const { lease } = await leased();
      const waiting = queue.lease(longMs);
      await queue.release(lease);
      expect((await waiting)?.job.attempt).toBe(1);
    });

    it('takes a cancelled job out of the line, and tells its end', async () => {
      const id = await queue.enqueue(aJob(1));
      expect(await queue.cancel(id)).toBe(true);
      expect(await queue.ended(id)).toEqual(stopped('CANCELLED'));
      expect(await queue.lease(shortMs)).toBeNull();
      expect(await queue.cancel(id)).toBe(false);
    });

    it('cancels no job that a worker has, and none that it never had', async () => {
      const id = await queue.enqueue(aJob(1));
      const { lease } = await leased();
      expect(await queue.cancel(id)).toBe(false);
      expect(await queue.cancel('job-made-up')).toBe(false);
      expect(await queue.finish(lease, stopped('done'))).toBe(true);
      expect(await queue.ended(id)).toEqual(stopped('done'));
    });

    it('takes a beat from the leaseholder only', async () => {
      await queue.enqueue(aJob(1));
      const { lease } = await leased();
      expect(await queue.beat(lease, 'running')).toBe(true);
      expect(await queue.beat('lease-made-up', 'running')).toBe(false);
      await queue.release(lease);
      expect(await queue.beat(lease, 'running')).toBe(false);
    });

    it('gives the job of a silent worker to the next one, and leaves the others', async () => {
      const ids = [await queue.enqueue(aJob(1)), await queue.enqueue(aJob(2))];
      const [dead, alive] = [await leased(), await leased()];
      await sleep(4 * shortMs);
      await queue.beat(alive.lease, 'running');
      expect(await queue.releaseSilent(3 * shortMs)).toBe(1);
      expect(await queue.stateOf(ids[0] ?? '')).toEqual({ state: 'queued' });
      expect(await queue.stateOf(ids[1] ?? '')).toEqual({ state: 'leased', lease: alive.lease });
      expect(await queue.finish(dead.lease, stopped('dead'))).toBe(false);
      expect((await leased()).job.attempt).toBe(1);
    });

    it('does not bring an ended job back by a release', async () => {
      const id = await queue.enqueue(aJob(1));
      const { lease } = await leased();
      await queue.finish(lease, stopped('done'));
      await queue.release(lease);
      await queue.release('lease-made-up');
      expect((await queue.stateOf(id))?.state).toBe('ended');
      expect(await queue.lease(shortMs)).toBeNull();
    });

    it('tells the end to everyone who asked before it and after it', async () => {
      const id = await queue.enqueue(aJob(1));
      const before = [queue.ended(id), queue.ended(id)];
      const { lease } = await leased();
      await queue.finish(lease, stopped('done'));
      expect(await Promise.all([...before, queue.ended(id)])).toEqual(
        Array.from({ length: 3 }, () => stopped('done')),
      );
    });

    it('tells the state of a job on its way', async () => {
      const id = await queue.enqueue(aJob(1));
      expect(await queue.stateOf(id)).toEqual({ state: 'queued' });
      const { lease } = await leased();
      expect(await queue.stateOf(id)).toEqual({ state: 'leased', lease });
      await queue.finish(lease, stopped('done'));
      expect(await queue.stateOf(id)).toEqual({ state: 'ended', end: stopped('done') });
    });

    it('knows nothing of a job that it was never given', async () => {
      expect(await queue.stateOf('job-made-up')).toBeNull();
      await expect(queue.ended('job-made-up')).rejects.toThrow();
    });

    it('keeps two equal jobs apart', async () => {
      const ids = [await queue.enqueue(aJob(1)), await queue.enqueue(aJob(1))];
      expect(new Set(ids).size).toBe(2);
      const [first, second] = [await leased(), await leased()];
      expect(first.lease).not.toBe(second.lease);
    });
  });
}
