import { notFound } from '../domain/errors.ts';
import { currentGenesis } from './read-jobs.ts';
import type { Actor, Platform } from './platform.ts';

/** Said by the platform; what a machine is, only its evidence says, which the reader checks. */
export async function listFleet(platform: Platform, actor: Actor) {
  // Machines are everybody's; which job they run, and for whom, is not.
  const ofOwnRooms = {
    collaboration: {
      members: { some: { organisationId: actor.organisationId, state: 'joined' as const } },
    },
  };
  const [seats, workers, leases, genesis] = await Promise.all([
    platform.db.brokerSeat.findMany({
      where: { broker: { not: null } },
      orderBy: { seenAt: { sort: 'desc', nulls: 'last' } },
      select: { mailbox: true, broker: true, seenAt: true },
    }),
    platform.db.workerSeat.findMany({
      orderBy: { name: 'asc' },
      select: { name: true, seenAt: true },
    }),
    platform.db.lease.findMany({ select: { queueId: true, worker: true } }),
    currentGenesis(platform),
  ]);
  const jobs = await platform.db.job.findMany({
    where: { queueId: { in: leases.map((lease) => lease.queueId) }, ...ofOwnRooms },
    select: { id: true, jobHash: true, queueId: true },
  });
  const shown = await platform.db.evidenceFile.findMany({
    where: { worker: { in: workers.map((worker) => worker.name) }, job: ofOwnRooms },
    orderBy: { at: 'desc' },
    distinct: ['worker'],
    select: { name: true, worker: true, file: true, at: true },
  });
  return {
    brokers: seats,
    genesis,
    workers: workers.map((worker) => {
      const queueId = leases.find((lease) => lease.worker === worker.name)?.queueId;
      const last = shown.find((one) => one.worker === worker.name);
      return {
        ...worker,
        evidence:
          last === undefined
            ? null
            : { name: last.name, at: last.at, file: Buffer.from(last.file).toString('base64url') },
        job: jobs.find((job) => job.queueId === queueId)?.jobHash ?? null,
      };
    }),
  };
}

const recentMax = 40;

/** What workers showed last for jobs of the actor's collaborations, the newest first. */
export async function listRecentEvidence(platform: Platform, actor: Actor) {
  const rows = await platform.db.evidenceFile.findMany({
    where: {
      job: {
        collaboration: {
          members: { some: { organisationId: actor.organisationId, state: 'joined' } },
        },
      },
    },
    orderBy: { at: 'desc' },
    take: recentMax,
    select: { name: true, worker: true, file: true, at: true },
  });
  return rows.map((row) => ({ ...row, file: Buffer.from(row.file).toString('base64url') }));
}

/**
 * Evidence by its hash, of a job that the actor's collaborations ran. Throws NOT_FOUND for all
 * others.
 */
export async function readEvidence(platform: Platform, actor: Actor, name: string) {
  const found = await platform.db.evidenceFile.findFirst({
    where: {
      name,
      job: {
        collaboration: {
          members: { some: { organisationId: actor.organisationId, state: 'joined' } },
        },
      },
    },
    select: {
      file: true,
      worker: true,
      at: true,
      job: { select: { id: true, title: true, jobHash: true, collaborationId: true } },
    },
  });
  if (found === null) throw notFound();
  return { ...found, file: Buffer.from(found.file).toString('base64url') };
}

export async function listActivity(platform: Platform, actor: Actor, before: string | undefined) {
  const rows = await platform.db.activity.findMany({
    where: {
      organisationId: actor.organisationId,
      ...(before === undefined ? {} : { id: { lt: BigInt(before) } }),
    },
    orderBy: { id: 'desc' },
    take: 100,
    select: { id: true, actor: true, action: true, subject: true, at: true },
  });
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}
