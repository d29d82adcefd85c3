// The platform's scheduler: gives jobs whose owners have all answered to the queue, and notes how
// they ended. It may be wrong or hostile: a job runs only if the broker finds every signature it
// needs.

import {
  Receipt,
  Release,
  bytesOf,
  hashOf,
  hashSchema,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import type { JobEnd, JobPackage, JobPhase } from '#enclave/channel/index.ts';
import type { Tx } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import { isEnded, type JobState } from '../domain/job-state.ts';
import type { JobQueue } from '../queue/queue.ts';
import { documentsByName, keepDocument } from './documents.ts';
import { moveJob, type JobMove } from './job-progress.ts';
import type { Platform } from './platform.ts';
import { currentGenesis } from './read-jobs.ts';

export interface Scheduler {
  /** Called by the queue with every beat of a worker. */
  readonly onPhase: (queueId: string, phase: JobPhase) => void;
  readonly stop: () => Promise<void>;
}

const lookAgainMs = 2_000;
/** A worker beats every two seconds. */
const silentMs = 10_000;
/** The broker restarted: approvals for the run before it no longer release. */
const restarted = 'LICENCE_MISSING';

async function packageOf(platform: Platform, jobId: string): Promise<JobPackage | null> {
  const job = await platform.db.job.findUniqueOrThrow({
    where: { id: jobId },
    select: { jobHash: true, parts: { orderBy: { alias: 'asc' } } },
  });
  const genesis = await currentGenesis(platform);
  const [jobSpec] = await documentsByName(platform.db, [job.jobHash ?? '']);
  const names = job.parts.map((part) => part.manifest);
  const versions = await platform.db.datasetVersion.findMany({
    where: { manifest: { in: names } },
  });
  const manifests = await documentsByName(platform.db, names);
  if (genesis === null || jobSpec === undefined || manifests.length !== names.length) return null;
  return {
    jobSpec,
    genesis,
    manifests: [...manifests],
    policies: [
      ...(await documentsByName(
        platform.db,
        job.parts.map((part) => part.policy),
      )),
    ],
    approvals: [
      ...(await documentsByName(platform.db, [
        ...new Set(job.parts.flatMap((part) => part.approvals)),
      ])),
    ],
    attempt: 0,
    inputs: versions.map(({ manifest, blob, digests }) => ({
      manifest: hashSchema.parse(manifest),
      blob: hashSchema.parse(blob),
      digests: splitDigests(digests),
    })),
  };
}

function splitDigests(digests: Uint8Array): Hash[] {
  const hex = Buffer.from(digests).toString('hex');
  return (hex.match(/.{64}/g) ?? []).map((one) => hashSchema.parse(one));
}

/** A document of the end is kept under its name, so that events can point at it. */
async function keepEnd(platform: Platform, end: JobEnd): Promise<string | undefined> {
  const keep = (type: string, signed: SignedDocument) =>
    platform.db.$transaction((tx) => keepDocument(tx, { type, signed }));
  if (end.end === 'refused') {
    return end.refusal === undefined ? undefined : keep('Refusal', end.refusal);
  }
  if (end.end === 'stopped') return undefined;
  await keep(Release.type, end.release);
  return keep(Receipt.type, end.receipt);
}

function moveOf(end: JobEnd): Omit<JobMove, 'proof'> {
  switch (end.end) {
    case 'delivered':
      return { to: 'DELIVERED', actor: 'worker', kind: 'delivered' };
    case 'failed':
      return { to: 'FAILED', actor: 'worker', kind: 'failed', cause: ['FAILED'] };
    case 'stopped':
      return { to: 'FAILED', actor: 'worker', kind: 'stopped', cause: [end.code] };
    case 'refused':
      return end.codes.includes(restarted)
        ? { to: 'AWAITING_APPROVALS', actor: 'broker', kind: 'restarted', cause: end.codes }
        : { to: 'REFUSED', actor: 'broker', kind: 'refused', cause: end.codes };
  }
}

async function keepEvidence(
  tx: Tx,
  { id, queueId }: { readonly id: string; readonly queueId: string | null },
  end: JobEnd,
): Promise<void> {
  if (end.end === 'refused' || end.end === 'stopped' || queueId === null) return;
  const queued = await tx.queuedJob.findUnique({
    where: { id: queueId },
    select: { worker: true },
  });
  const file = Buffer.from(bytesOf(end.evidence));
  const name = hashOf(file);
  await tx.evidenceFile.createMany({
    data: [{ name, jobId: id, worker: queued?.worker ?? null, file }],
    skipDuplicates: true,
  });
}

async function noteEnd(platform: Platform, jobId: string, end: JobEnd): Promise<void> {
  const proof = await keepEnd(platform, end);
  await platform.db.$transaction(async (tx) => {
    const job = await tx.job.findUniqueOrThrow({
      where: { id: jobId },
      select: { id: true, state: true, version: true, queueId: true },
    });
    // Cancelled meanwhile: what came is kept for the participants, the word stays.
    const json = JSON.parse(JSON.stringify(end)) as Prisma.InputJsonObject;
    await keepEvidence(tx, job, end);
    await tx.job.update({ where: { id: jobId }, data: { end: json, queueId: null } });
    if (isEnded(job.state)) return;
    const move = moveOf(end);
    await moveJob(tx, job, { ...move, ...(proof === undefined ? {} : { proof }) });
    if (move.to === 'AWAITING_APPROVALS') {
      await tx.jobPart.updateMany({
        where: { jobId },
        data: { decision: null, approvals: [], decidedAt: null },
      });
    }
  });
}

const phaseStates: Readonly<Record<JobPhase, JobState>> = {
  fetching: 'QUEUED',
  attesting: 'ATTESTING',
  running: 'RUNNING',
};

async function notePhase(platform: Platform, queueId: string, phase: JobPhase): Promise<void> {
  const to = phaseStates[phase];
  await platform.db.$transaction(async (tx) => {
    const job = await tx.job.findUnique({
      where: { queueId },
      select: { id: true, state: true, version: true },
    });
    if (job === null || job.state === to || isEnded(job.state) || to === 'QUEUED') return;
    await moveJob(tx, job, { to, actor: 'worker', kind: phase });
  });
}

/** All owners approved, and nobody gave it to the queue yet. */
async function enqueueReady(platform: Platform, queue: JobQueue, watch: (id: string) => void) {
  const ready = await platform.db.job.findMany({
    where: {
      state: 'AWAITING_APPROVALS',
      // Not `every`: an owner who has not answered is null, which SQL does not count as a no.
      parts: { some: {}, none: { OR: [{ decision: null }, { decision: 'deny' }] } },
    },
    select: { id: true, state: true, version: true },
  });
  for (const job of ready) {
    const jobPackage = await packageOf(platform, job.id);
    if (jobPackage === null) continue;
    const queueId = await queue.enqueue(jobPackage);
    await platform.db.$transaction(async (tx) => {
      await moveJob(tx, job, { to: 'QUEUED', actor: 'platform', kind: 'queued' });
      await tx.job.update({ where: { id: job.id }, data: { queueId } });
    });
    watch(job.id);
  }
}

/** What was cancelled is taken out of the line; a worker that has it already runs it to its end. */
async function dropCancelled(platform: Platform, queue: JobQueue): Promise<void> {
  const dropped = await platform.db.job.findMany({
    where: { state: { in: ['CANCELLED', 'DENIED', 'EXPIRED', 'REFUSED'] }, queueId: { not: null } },
    select: { queueId: true },
  });
  for (const { queueId } of dropped) if (queueId !== null) await queue.cancel(queueId);
}

async function expireOld(platform: Platform): Promise<void> {
  const late = await platform.db.job.findMany({
    where: { state: { in: ['AWAITING_APPROVALS', 'QUEUED'] }, expiresAt: { lt: new Date() } },
    select: { id: true, state: true, version: true },
  });
  for (const job of late) {
    await platform.db.$transaction((tx) =>
      moveJob(tx, job, {
        to: 'EXPIRED',
        actor: 'platform',
        kind: 'expired',
        cause: ['JOB_EXPIRED'],
      }),
    );
  }
}

/** Jobs whose worker fell silent go back in line: the queue did it, the state follows. */
async function requeueSilent(platform: Platform, queue: JobQueue): Promise<void> {
  if ((await queue.releaseSilent(silentMs)) === 0) return;
  const running = await platform.db.job.findMany({
    where: { state: { in: ['ATTESTING', 'RUNNING'] }, queueId: { not: null } },
    select: { id: true, state: true, version: true, queueId: true },
  });
  for (const { queueId, ...job } of running) {
    const state = await queue.stateOf(queueId ?? '');
    if (state?.state !== 'queued') continue;
    await platform.db.$transaction((tx) =>
      moveJob(tx, job, { to: 'QUEUED', actor: 'platform', kind: 'worker lost' }),
    );
  }
}

/** Runs until stopped. What goes wrong once is tried again at the next look. */
export function startScheduler(
  platform: Platform,
  queue: JobQueue,
  onFault: (error: unknown) => void,
): Scheduler {
  const watched = new Map<string, Promise<void>>();
  const watch = (jobId: string) => {
    if (watched.has(jobId)) return;
    const following = follow(jobId)
      .catch(onFault)
      .finally(() => watched.delete(jobId));
    watched.set(jobId, following);
  };
  const follow = async (jobId: string) => {
    const { queueId } = await platform.db.job.findUniqueOrThrow({
      where: { id: jobId },
      select: { queueId: true },
    });
    if (queueId !== null) await noteEnd(platform, jobId, await queue.ended(queueId));
  };
  /**
   * Also those whose end could not be noted: somebody moved the job at that moment, or a restart.
   */
  const followAll = async () => {
    const left = await platform.db.job.findMany({
      where: { queueId: { not: null } },
      select: { id: true },
    });
    for (const { id } of left) watch(id);
  };

  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;
  const look = () => {
    looking = looking
      .then(async () => {
        if (isStopped) return;
        await followAll();
        await expireOld(platform);
        await dropCancelled(platform, queue);
        await requeueSilent(platform, queue);
        await enqueueReady(platform, queue, watch);
      })
      .catch(onFault);
  };
  const timer = setInterval(look, lookAgainMs);
  const off = platform.wakeUps.on('parley_job', look);
  look();
  return {
    onPhase: (queueId, phase) => void notePhase(platform, queueId, phase).catch(onFault),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      off();
      await looking;
    },
  };
}
