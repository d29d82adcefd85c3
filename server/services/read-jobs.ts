import {
  DatasetManifest,
  JobSpec,
  PartyCard,
  Release,
  UsagePolicy,
  bytesOf,
  checkShape,
  readBrokerRecord,
  readLogBody,
  readSigned,
  signedDocumentSchema,
  type BrokerRecord,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { jobEndSchema, type JobEnd } from '#enclave/channel/index.ts';
import { notFound } from '../domain/errors.ts';
import { requireMember } from './collaborations.ts';
import { documentsByName, documentsOf } from './documents.ts';
import { requireJob } from './jobs.ts';
import type { Actor, Platform } from './platform.ts';

const listSelect = {
  id: true,
  jobHash: true,
  title: true,
  template: true,
  state: true,
  stateSince: true,
  cause: true,
  expiresAt: true,
  createdAt: true,
  collaborationId: true,
  organisation: { select: { name: true, party: true } },
  parts: {
    orderBy: { alias: 'asc' },
    select: {
      alias: true,
      decision: true,
      decidedAt: true,
      organisation: { select: { name: true, party: true } },
      dataset: { select: { id: true, name: true } },
    },
  },
} as const;

/** Of one collaboration; other people's drafts are not there. */
export async function listJobs(platform: Platform, actor: Actor, collaboration: string) {
  await requireMember(platform, actor, collaboration);
  return platform.db.job.findMany({
    where: {
      collaborationId: collaboration,
      OR: [{ state: { not: 'DRAFT' } }, { personId: actor.personId }],
    },
    orderBy: { createdAt: 'desc' },
    take: 200,
    select: listSelect,
  });
}

/** What waits for the decision of the actor's organisation, the oldest first. */
export async function listInbox(platform: Platform, actor: Actor) {
  return platform.db.job.findMany({
    where: {
      state: 'AWAITING_APPROVALS',
      parts: { some: { organisationId: actor.organisationId, decision: null } },
    },
    orderBy: { createdAt: 'asc' },
    take: 200,
    select: listSelect,
  });
}

/** What moved last in all collaborations of the actor's organisation. */
export async function listRecentJobs(platform: Platform, actor: Actor) {
  return platform.db.job.findMany({
    where: {
      collaboration: {
        members: { some: { organisationId: actor.organisationId, state: 'joined' } },
      },
      OR: [{ state: { not: 'DRAFT' } }, { personId: actor.personId }],
    },
    orderBy: { stateSince: 'desc' },
    take: 20,
    select: listSelect,
  });
}

export async function readJob(platform: Platform, actor: Actor, id: string) {
  await requireJob(platform, actor, id);
  const job = await platform.db.job.findUniqueOrThrow({
    where: { id },
    select: {
      ...listSelect,
      draft: true,
      personId: true,
      events: {
        orderBy: { id: 'asc' },
        select: { id: true, actor: true, kind: true, cause: true, proof: true, at: true },
      },
    },
  });
  const { personId, draft, ...rest } = job;
  return {
    ...rest,
    draft: personId === actor.personId ? draft : null,
    asked: rest.organisation.party === actor.party,
    own: rest.parts.some((part) => part.organisation.party === actor.party),
  };
}

/** Everything signed that a participant needs to judge a job, and what its end brought. */
export interface JobMaterial {
  readonly jobHash: string;
  readonly jobSpec: SignedDocument;
  readonly genesis: SignedDocument;
  readonly cards: readonly SignedDocument[];
  readonly manifests: readonly SignedDocument[];
  readonly policies: readonly SignedDocument[];
  readonly approvals: readonly SignedDocument[];
  readonly end: JobEnd | null;
}

function versionsOf(signed: readonly SignedDocument[], datasets: ReadonlySet<string>) {
  return signed.filter((one) => datasets.has(readSigned(DatasetManifest, one).value.dataset));
}

/** Throws NOT_FOUND for strangers and for drafts. */
export async function readJobMaterial(
  platform: Platform,
  actor: Actor,
  id: string,
): Promise<JobMaterial> {
  const { jobHash } = await requireJob(platform, actor, id);
  if (jobHash === null) throw notFound();
  const { db } = platform;
  const job = await db.job.findUniqueOrThrow({
    where: { id },
    select: {
      end: true,
      parts: { select: { datasetId: true, approvals: true, organisationId: true } },
      collaboration: {
        select: { members: { select: { organisation: { select: { party: true } } } } },
      },
    },
  });
  const parties = job.collaboration.members.flatMap((one) => one.organisation.party ?? []);
  const datasets = new Set(job.parts.map((part) => part.datasetId));
  const [jobSpec] = await documentsByName(db, [jobHash]);
  if (jobSpec === undefined) throw notFound();
  const { broker } = readSigned(JobSpec, jobSpec).value;
  const genesis = await genesisOf(platform, broker);
  if (genesis === null) throw notFound();
  const policies = await documentsOf(db, 'UsagePolicy', parties);
  return {
    jobHash,
    jobSpec,
    genesis,
    cards: await documentsOf(db, PartyCard.type, parties),
    manifests: versionsOf(await documentsOf(db, 'DatasetManifest', parties), datasets),
    policies: ofDatasets(policies, datasets),
    approvals: await documentsByName(db, [...new Set(job.parts.flatMap((part) => part.approvals))]),
    end: job.end === null ? null : checkShape(jobEndSchema, job.end),
  };
}

function ofDatasets(signed: readonly SignedDocument[], datasets: ReadonlySet<string>) {
  return signed.filter((one) => datasets.has(readSigned(UsagePolicy, one).value.dataset));
}

/**
 * What of a broker's log a proof needs: the run that released, and the public lines up to the
 * release.
 */
export interface ProofLog {
  readonly boot: BrokerRecord;
  readonly entries: readonly SignedDocument[];
}

/**
 * From the records that the platform keeps for the broker; the reader checks chain and signatures.
 */
export async function readProofLog(
  platform: Platform,
  actor: Actor,
  id: string,
): Promise<ProofLog> {
  const { jobHash } = await requireJob(platform, actor, id);
  const job = await platform.db.job.findUniqueOrThrow({ where: { id }, select: { end: true } });
  const [jobSpec] = await documentsByName(platform.db, [jobHash ?? '']);
  const end = job.end === null ? null : checkShape(jobEndSchema, job.end);
  const isProven = end !== null && (end.end === 'delivered' || end.end === 'failed');
  if (!isProven || jobSpec === undefined) throw notFound();
  const { broker } = readSigned(JobSpec, jobSpec).value;
  const { logIndex } = readSigned(Release, end.release).value;
  const rows = await platform.db.brokerRecord.findMany({
    where: { seat: { broker }, index: { lte: logIndex } },
    orderBy: { index: 'asc' },
    select: { record: true },
  });
  const records = rows.map((row) => readBrokerRecord(row.record));
  const boot = records.filter(({ body }) => readLogBody(bytesOf(body)).kind === 'boot').at(-1);
  if (boot === undefined) throw notFound();
  return { boot, entries: records.map((record) => record.entry) };
}

async function genesisOf(platform: Pick<Platform, 'db'>, broker: string) {
  const seat = await platform.db.brokerSeat.findFirst({
    where: { broker },
    select: { genesis: true },
  });
  return seat?.genesis === undefined || seat.genesis === null
    ? null
    : checkShape(signedDocumentSchema, seat.genesis);
}

/** The Genesis of the broker that serves now, as it said it. */
export async function currentGenesis(platform: Pick<Platform, 'db'>) {
  const seat = await platform.db.brokerSeat.findFirst({
    where: { broker: { not: null } },
    orderBy: { seenAt: { sort: 'desc', nulls: 'last' } },
    select: { genesis: true },
  });
  return seat?.genesis === undefined || seat.genesis === null
    ? null
    : checkShape(signedDocumentSchema, seat.genesis);
}
