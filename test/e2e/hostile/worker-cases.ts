// Workers that lie, workers that fall silent, and jobs that are put into the queue again and again.

import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { jobEndSchema, type JobEnd } from '#enclave/channel/index.ts';
import { canonicalBytes, checkShape, fromUtf8, type Outputs } from '#enclave/protocol/index.ts';
import type { CanaryWorld } from '../canary-world.ts';
import { enclaves, hashOfToken, readRow, withRow } from './administrator.ts';
import type { CaseGroup } from './case.ts';
import { ask, askAndApprove, decide, outcomeOf, readAnswer, refusalOf } from './participants.ts';
import { deliveredEnd, madeUp, storeBlob } from './result-cases.ts';

interface Leased {
  readonly lease: string;
  readonly worker: string;
}

/** As soon as some worker has the job. */
function leaseOf({ db }: CanaryWorld, job: string): Promise<Leased> {
  return vi.waitFor(
    async () => {
      const { rows } = await db.query<Leased>(
        `select l.id as lease, l.worker from "Lease" l join "Job" j on j."queueId" = l."queueId"
         where j.id = $1`,
        [job],
      );
      const [row] = rows;
      if (row === undefined) throw new Error('no worker took the job');
      return row;
    },
    { timeout: 10_000, interval: 5 },
  );
}

async function approveSoon(world: CanaryWorld): Promise<string> {
  const job = await ask(world);
  await decide(world, 'alder', job);
  await decide(world, 'birch', job);
  return job;
}

/** Whoever has a worker's token and the number of a lease ends the job in its place. */
async function endedByAnother(world: CanaryWorld): Promise<string> {
  const pattern = await deliveredEnd(world, world.jobs[0]?.job ?? '');
  const job = await approveSoon(world);
  const { lease } = await leaseOf(world, job);
  const lie = await madeUp(world, job, pattern);
  await storeBlob(world, lie.file);
  const [thief] = enclaves(world, 'worker-simulated.cjs');
  const { status } = await fetch(new URL(`/worker/finish/${lease}`, thief?.door), {
    method: 'POST',
    headers: { authorization: `Bearer ${thief?.token ?? ''}` },
    body: canonicalBytes(lie.end),
  });
  if (status !== 204) return `the door answers ${status}`;
  const outcome = await outcomeOf(world, job);
  return `${outcome}, read: ${await refusalOf(() => readAnswer(world, job))}`;
}

/** The worker that has the job is stopped, not killed: it holds its lease and says nothing. */
async function silentWorker(world: CanaryWorld): Promise<string> {
  const job = await approveSoon(world);
  const { worker } = await leaseOf(world, job);
  const { tokenHash } = await readRow(world, 'WorkerSeat', { name: worker });
  const silent = enclaves(world, 'worker-simulated.cjs').filter(
    ({ token }) => hashOfToken(token) === tokenHash,
  );
  for (const { pid } of silent) process.kill(pid, 'SIGSTOP');
  try {
    const outcome = await outcomeOf(world, job);
    const right = JSON.stringify(world.jobs[0]?.result.outputs);
    const told = JSON.stringify(await readAnswer(world, job));
    return `${outcome} by another, ${told === right ? 'right' : told}`;
  } finally {
    for (const { pid } of silent) process.kill(pid, 'SIGCONT');
  }
}

/** The package of the last job in the queue, put there again under another number. */
async function enqueueAgain({ db }: CanaryWorld): Promise<JobEnd> {
  const id = randomUUID();
  await db.query(
    `insert into "QueuedJob"(id, package)
     select $1, package from "QueuedJob" order by "createdAt" desc limit 1`,
    [id],
  );
  await db.query(`insert into pgboss.job(id, name, data) values ($1, 'joint-job', '{}')`, [id]);
  await db.query(`select pg_notify('parley_queue', $1)`, [id]);
  return vi.waitFor(
    async () => {
      const find = 'select "end" from "QueuedJob" where id = $1 and "end" is not null';
      const { rows } = await db.query<{ end: Buffer }>(find, [id]);
      const [row] = rows;
      if (row === undefined) throw new Error('the job did not end again');
      return checkShape(jobEndSchema, JSON.parse(fromUtf8(row.end)));
    },
    { timeout: 20_000, interval: 20 },
  );
}

async function runAgain(world: CanaryWorld): Promise<string> {
  const job = await askAndApprove(world);
  await outcomeOf(world, job);
  const first: Outputs = await readAnswer(world, job);
  const told: string[] = [];
  for (;;) {
    const end = await enqueueAgain(world);
    if (end.end === 'refused') return [...told, ...end.codes].join(', ');
    const again = await withRow(world, ['Job', { id: job }, { end }], () => readAnswer(world, job));
    told.push(JSON.stringify(again) === JSON.stringify(first) ? 'same' : 'other');
  }
}

export const workerCases: CaseGroup = [
  'workers and the queue',
  [
    {
      name: 'a stolen worker token ends a running job with a made-up answer',
      outcome: 'delivered, read: failed linked signed attested',
      attack: endedByAnother,
    },
    {
      name: 'a worker that has the job falls silent: the next one runs it',
      outcome: 'delivered by another, right',
      attack: silentWorker,
    },
    {
      name: 'a job is put into the queue again and again: the same answer, five times',
      outcome: 'same, same, same, same, same, RETRY_LIMIT',
      attack: runAgain,
    },
  ],
];
