// The queue on PostgreSQL: pg-boss keeps order, retries and expiry; a lease row of ours says which
// worker may speak for a job, because a worker that was given up must not end what another one runs
// now.

import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import * as z from 'zod';
import {
  jobEndSchema,
  jobPackageSchema,
  type JobEnd,
  type JobPhase,
} from '#enclave/channel/index.ts';
import { canonicalBytes, checkShape, parseCanonical } from '#enclave/protocol/index.ts';
import { rowOf, rowsOf } from '../db/rows.ts';
import { untilThere, type WakeUps } from '../db/wake-ups.ts';
import { cancelled, type JobQueue } from './queue.ts';

export interface PgBossQueue extends JobQueue {
  readonly close: () => Promise<void>;
}

export interface PgBossQueueOptions {
  readonly connectionString: string;
  readonly pool: pg.Pool;
  readonly wakeUps: WakeUps;
  /** Told with the queue's id of the job. */
  readonly onPhase?: (id: string, phase: JobPhase) => void;
}

const name = 'joint-job';
const bytesMax = 128 * 1024 * 1024;
/** A lost machine is another one's turn; a job that takes machines down is nobody's. */
const retryLimit = 5;
/** The last resort behind the heartbeats. */
const expireInHours = 12;
const foreverMs = 2 ** 31 - 1;

const storedSchema = z.object({
  package: z.instanceof(Uint8Array),
  end: z.instanceof(Uint8Array).nullable(),
  lease: z.string().nullable(),
});
const queueIdSchema = z.object({ queueId: z.string() });
const leaseIdSchema = z.object({ id: z.string() });

const readEnd = (bytes: Uint8Array) => checkShape(jobEndSchema, parseCanonical(bytes, bytesMax));
const readPackage = (bytes: Uint8Array) =>
  checkShape(jobPackageSchema, parseCanonical(bytes, bytesMax));

const stored = `select j.package, j."end", l.id as lease
  from "QueuedJob" j left join "Lease" l on l."queueId" = j.id where j.id = $1`;
const giveLease = `insert into "Lease"(id, "queueId", worker) values ($1, $2, $3)
  on conflict ("queueId") do update set id = excluded.id, worker = excluded.worker, "beatAt" = now()`;
const endUnleased = `update "QueuedJob" set "end" = $2 where id = $1 and "end" is null
  and not exists (select from "Lease" where "queueId" = $1)`;
const noteWorker = `update "QueuedJob" set worker = $2 where id = $1`;
const endJob = `update "QueuedJob" set "end" = $2 where id = $1`;

async function startBoss(connectionString: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString, max: 4, schedule: false });
  // Its own words about a connection that went away; it comes back by itself.
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue(name, {
    name,
    retryLimit,
    retryDelay: 0,
    expireInSeconds: expireInHours * 3600,
  });
  return boss;
}

export async function openPgBossQueue(options: PgBossQueueOptions): Promise<PgBossQueue> {
  const { pool, wakeUps, onPhase } = options;
  const boss = await startBoss(options.connectionString);
  const wake = (payload: string) =>
    pool.query('select pg_notify($1, $2)', ['parley_queue', payload]);
  const read = async (id: string) => {
    if (!z.uuid().safeParse(id).success) return null;
    return rowOf(pool, storedSchema, stored, [id]);
  };

  const take = async (worker: string | undefined) => {
    const [job] = await boss.fetch(name);
    if (job === undefined) return null;
    const row = await read(job.id);
    if (row === null || row.end !== null) {
      // Ended before, and only the queue's own note of it was lost.
      await boss.complete(name, job.id);
      return null;
    }
    const lease = `lease-${randomBytes(12).toString('hex')}`;
    await pool.query(giveLease, [lease, job.id, worker ?? null]);
    await pool.query(noteWorker, [job.id, worker ?? null]);
    return { lease, job: readPackage(row.package) };
  };
  const voidLease = async (lease: string) => {
    const drop = 'delete from "Lease" where id = $1 returning "queueId"';
    return (await rowOf(pool, queueIdSchema, drop, [lease]))?.queueId ?? null;
  };
  const release = async (lease: string) => {
    const id = await voidLease(lease);
    if (id === null) return;
    await boss.fail(name, id);
    const job = await boss.getJobById(name, id);
    if (job?.state === 'failed') {
      await pool.query(endJob, [
        id,
        Buffer.from(canonicalBytes({ end: 'stopped', code: 'RELAY' })),
      ]);
    }
    await wake(id);
  };

  return {
    async enqueue(job) {
      const id = randomUUID();
      const insert = 'insert into "QueuedJob"(id, package) values ($1, $2)';
      await pool.query(insert, [id, Buffer.from(canonicalBytes(job))]);
      await boss.insert([{ id, name, data: {} }]);
      await wake(id);
      return id;
    },
    lease(waitMs, gone, worker) {
      const attempt = async () => {
        const lease = await take(worker);
        if (lease === null || gone?.aborted !== true) return lease;
        // It left while the job was on its way: the job is the next one's.
        await release(lease.lease);
        return null;
      };
      return untilThere(wakeUps, 'parley_queue', attempt, { waitMs, gone });
    },
    async beat(lease, phase) {
      const update = 'update "Lease" set "beatAt" = now() where id = $1 returning "queueId"';
      const row = await rowOf(pool, queueIdSchema, update, [lease]);
      if (row !== null) onPhase?.(row.queueId, phase);
      return row !== null;
    },
    async finish(lease, end) {
      const id = await voidLease(lease);
      if (id === null) return false;
      await pool.query(endJob, [id, Buffer.from(canonicalBytes(end))]);
      await wake(id);
      await boss.complete(name, id);
      return true;
    },
    async cancel(id) {
      const row = await read(id);
      if (row === null || row.lease !== null || row.end !== null) return false;
      await boss.cancel(name, id);
      // A worker that fetched it in between has a lease, and ends it in its own way.
      const { rowCount } = await pool.query(endUnleased, [
        id,
        Buffer.from(canonicalBytes(cancelled)),
      ]);
      await wake(id);
      return rowCount === 1;
    },
    release,
    async releaseSilent(silentMs) {
      const silent = `select id from "Lease" where "beatAt" < now() - $1 * interval '1 millisecond'`;
      const rows = await rowsOf(pool, leaseIdSchema, silent, [silentMs]);
      for (const { id } of rows) await release(id);
      return rows.length;
    },
    async stateOf(id) {
      const row = await read(id);
      if (row === null) return null;
      if (row.end !== null) return { state: 'ended', end: readEnd(row.end) };
      return row.lease === null ? { state: 'queued' } : { state: 'leased', lease: row.lease };
    },
    async ended(id): Promise<JobEnd> {
      const attempt = async () => {
        const row = await read(id);
        if (row === null) throw new Error(`no job ${id}`);
        return row.end === null ? null : readEnd(row.end);
      };
      const end = await untilThere(wakeUps, 'parley_queue', attempt, {
        waitMs: foreverMs,
        payload: id,
      });
      if (end === null) throw new Error(`job ${id} did not end`);
      return end;
    },
    close: () => boss.stop({ graceful: false, wait: true }),
  };
}
