import {
  Approval,
  JobSpec,
  bytesOf,
  hashOf,
  parseDocument,
  type Hash,
  type PartyCard,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { verifySigned } from '#enclave/signing/index.ts';
import type { Tx } from '../db/client.ts';
import { DomainError, notFound } from '../domain/errors.ts';
import { isEnded, labelLengthMax } from '../domain/job-state.ts';
import { handIn } from './ask-broker.ts';
import { requireMember } from './collaborations.ts';
import { documentsByName, keepDocument } from './documents.ts';
import { cardOf, isQuorum, requireSigned } from './require-signed.ts';
import { moveJob, noteJob } from './job-progress.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';

export interface Submission {
  readonly title: string;
  readonly jobSpec: SignedDocument;
  /** The draft that this job was written from, which it replaces. */
  readonly draft?: string | undefined;
}

/**
 * The inputs of a job as the platform knows them. Throws BAD_INPUT for one that is not on the
 * table.
 */
async function partsOf(tx: Tx, spec: JobSpec) {
  return Promise.all(
    spec.inputs.map(async ({ alias, dataset, manifest, policies }) => {
      const [policy] = policies;
      const found = await tx.dataset.findFirst({
        where: {
          id: dataset,
          collaborationId: spec.collaboration,
          withdrawnAt: null,
          versions: { some: { manifest, blob: { not: null } } },
        },
        select: { organisationId: true },
      });
      if (found === null || policy === undefined) throw new DomainError('BAD_INPUT', alias);
      return {
        alias,
        datasetId: dataset,
        manifest,
        policy,
        organisationId: found.organisationId,
      };
    }),
  );
}

/** Takes a signed job; from now on it cannot change. Owners are asked at once. */
export async function submitJob(
  platform: Platform,
  actor: Actor,
  { title, jobSpec, draft }: Submission,
): Promise<{ readonly id: string; readonly jobHash: string }> {
  const bytes = bytesOf(jobSpec.document);
  const spec = parseDocument(JobSpec, bytes).value;
  const jobHash = hashOf(bytes);
  if (spec.analyst !== actor.party) throw new DomainError('NOT_ALLOWED', 'analyst');
  await requireSigned(await cardOf(platform, spec.analyst), 'analysts', (keys) =>
    verifySigned(JobSpec, jobSpec, keys, globalThis.crypto),
  );
  if (title.length === 0 || title.length > labelLengthMax) {
    throw new DomainError('BAD_INPUT', 'title');
  }
  await requireMember(platform, actor, spec.collaboration);
  return platform.db.$transaction(async (tx) => {
    const parts = await partsOf(tx, spec);
    const repeated = await tx.job.findUnique({ where: { jobHash }, select: { id: true } });
    if (repeated !== null) throw new DomainError('CONFLICT', 'jobHash');
    await keepDocument(tx, { type: 'JobSpec', party: spec.analyst, signed: jobSpec });
    if (draft !== undefined) {
      await tx.job.deleteMany({ where: { id: draft, personId: actor.personId, state: 'DRAFT' } });
    }
    const job = await tx.job.create({
      data: {
        jobHash,
        title,
        template: spec.template.id,
        collaborationId: spec.collaboration,
        organisationId: actor.organisationId,
        personId: actor.personId,
        state: 'SUBMITTED',
        expiresAt: new Date(spec.expires * 1000),
        parts: { create: parts },
      },
      select: { id: true, state: true, version: true },
    });
    await noteJob(tx, job.id, { actor: actor.organisation, kind: 'submitted', proof: jobHash });
    await moveJob(tx, job, { to: 'AWAITING_APPROVALS', actor: 'platform', kind: 'owners asked' });
    await recordActivity(tx, actor, 'job.submitted', jobHash);
    return { id: job.id, jobHash };
  });
}

/** A draft is the requester's own until it is signed. */
export async function saveDraft(
  platform: Platform,
  actor: Actor,
  draft: {
    readonly id?: string | undefined;
    readonly collaboration: string;
    readonly title: string;
    readonly template: string;
    readonly values: Readonly<Record<string, unknown>>;
  },
): Promise<{ readonly id: string }> {
  await requireMember(platform, actor, draft.collaboration);
  const values = JSON.parse(JSON.stringify(draft.values)) as Record<string, string>;
  if (draft.id !== undefined) {
    const { count } = await platform.db.job.updateMany({
      where: { id: draft.id, personId: actor.personId, state: 'DRAFT' },
      data: { title: draft.title, draft: values },
    });
    if (count === 0) throw notFound();
    return { id: draft.id };
  }
  return platform.db.job.create({
    data: {
      title: draft.title,
      template: draft.template,
      collaborationId: draft.collaboration,
      organisationId: actor.organisationId,
      personId: actor.personId,
      state: 'DRAFT',
      draft: values,
    },
    select: { id: true },
  });
}

/** A job that the actor may see: as a member of its collaboration, drafts only as their writer. */
export async function requireJob(platform: Pick<Platform, 'db'>, actor: Actor, id: string) {
  const job = await platform.db.job.findUnique({
    where: { id },
    select: {
      id: true,
      jobHash: true,
      state: true,
      version: true,
      collaborationId: true,
      organisationId: true,
      personId: true,
      parts: { select: { alias: true, organisationId: true, decision: true, approvals: true } },
    },
  });
  if (job === null) throw notFound();
  if (job.state === 'DRAFT' && job.personId !== actor.personId) throw notFound();
  await requireMember(platform, actor, job.collaborationId);
  return job;
}

/** The requester's own stop; keys that were released are released. */
export async function cancelJob(platform: Platform, actor: Actor, id: string): Promise<void> {
  const job = await requireJob(platform, actor, id);
  if (job.organisationId !== actor.organisationId) throw notFound();
  await platform.db.$transaction(async (tx) => {
    await moveJob(tx, job, { to: 'CANCELLED', actor: actor.organisation, kind: 'cancelled' });
    await recordActivity(tx, actor, 'job.cancelled', job.jobHash ?? job.id);
  });
}

async function readApproval(platform: Platform, actor: Actor, id: string, signed: SignedDocument) {
  const job = await requireJob(platform, actor, id);
  const bytes = bytesOf(signed.document);
  const approval = parseDocument(Approval, bytes).value;
  const own = job.parts.filter((part) => part.organisationId === actor.organisationId);
  if (own.length === 0) throw notFound();
  if (approval.party !== actor.party) throw new DomainError('NOT_ALLOWED', 'party');
  if (approval.jobHash !== job.jobHash) throw new DomainError('BAD_INPUT', 'jobHash');
  if (isEnded(job.state)) throw new DomainError('CONFLICT', job.state);
  const card = await cardOf(platform, approval.party);
  const { signers } = await requireSigned(card, 'approvers', (keys) =>
    verifySigned(Approval, signed, keys, globalThis.crypto),
  );
  return { job, approval, card, signers, name: hashOf(bytes) };
}

/**
 * Who signed for this organisation so far; approvals by keys that left the card count for nobody.
 */
async function signersSoFar(
  platform: Platform,
  card: PartyCard,
  approvals: readonly string[],
): Promise<readonly Hash[]> {
  const documents = await documentsByName(platform.db, approvals);
  const signers = await Promise.all(
    documents.map((signed) =>
      verifySigned(Approval, signed, card.approvers, globalThis.crypto).then(
        (doc) => doc.signers,
        () => [],
      ),
    ),
  );
  return signers.flat();
}

/**
 * One person's signed answer for an owner. A deny goes to the broker at once, which keeps it for
 * ever; an approval travels with the job, and decides once the card's quorum signed. When the last
 * owner approved, the scheduler is woken.
 */
export async function decideJob(
  platform: Platform,
  actor: Actor,
  id: string,
  signed: SignedDocument,
  reason: string | undefined,
): Promise<void> {
  const { job, approval, card, signers, name } = await readApproval(platform, actor, id, signed);
  const { decision } = approval;
  if (decision === 'deny') {
    await handIn(platform, { kind: 'submit', what: 'approval', document: signed });
  }
  const before = job.parts.find((part) => part.organisationId === actor.organisationId);
  const others = await signersSoFar(platform, card, before?.approvals ?? []);
  const isDecided = decision === 'deny' || isQuorum(card, [...others, ...signers]);
  await platform.db.$transaction(async (tx) => {
    await keepDocument(tx, { type: 'Approval', party: approval.party, signed });
    const own = { jobId: job.id, organisationId: actor.organisationId };
    await tx.jobPart.updateMany({
      where: { ...own, NOT: { approvals: { has: name } } },
      data: { approvals: { push: name } },
    });
    if (isDecided) {
      await tx.jobPart.updateMany({ where: own, data: { decision, decidedAt: new Date() } });
    }
    const actorName = actor.organisation;
    const cause = reason === undefined ? [] : [reason];
    if (decision === 'deny') {
      await moveJob(tx, job, {
        to: 'DENIED',
        actor: actorName,
        kind: 'denied',
        cause,
        proof: name,
      });
    } else {
      const kind = isDecided ? 'approved' : 'signed';
      await noteJob(tx, job.id, { actor: actorName, kind, cause, proof: name });
    }
    await recordActivity(tx, actor, `job.${decision}`, job.jobHash ?? job.id);
  });
}
