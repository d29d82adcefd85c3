// What requester and owners say to each other about a job until it ends. Nothing here is signed and
// nothing here decides: a narrower proposal is only where the requester's next draft may start.

import * as z from 'zod';
import { checkShape } from '#enclave/protocol/index.ts';
import { DomainError, notFound } from '../domain/errors.ts';
import { isEnded } from '../domain/job-state.ts';
import { requireJob } from './jobs.ts';
import { wakeJob, recordActivity, type Actor, type Platform } from './platform.ts';

const notesMax = 200;

/** What an owner would rather be asked. */
export const narrowerSchema = z.strictObject({ withoutGrouping: z.boolean() });
export type Narrower = z.infer<typeof narrowerSchema>;

/** Requester and owners of the data; other members of the collaboration hear nothing. */
async function requireParticipant(platform: Platform, actor: Actor, id: string) {
  const job = await requireJob(platform, actor, id);
  const own = job.parts.some((part) => part.organisationId === actor.organisationId);
  if (!own && job.organisationId !== actor.organisationId) throw notFound();
  return job;
}

/** The oldest first. Throws NOT_FOUND for whoever is not asked and did not ask. */
export async function listNotes(platform: Platform, actor: Actor, id: string) {
  await requireParticipant(platform, actor, id);
  const rows = await platform.db.jobNote.findMany({
    where: { jobId: id },
    orderBy: { id: 'asc' },
    take: notesMax,
    select: {
      id: true,
      label: true,
      text: true,
      narrower: true,
      at: true,
      organisation: { select: { name: true } },
    },
  });
  return rows.map(({ id: noteId, organisation, narrower, ...row }) => ({
    ...row,
    id: String(noteId),
    organisation: organisation.name,
    narrower: narrower === null ? null : checkShape(narrowerSchema, narrower),
  }));
}

/**
 * Throws CONFLICT with the state for a job that has ended: nothing about it is left to be said or
 * narrowed.
 */
export async function addNote(
  platform: Platform,
  actor: Actor,
  {
    job: id,
    text,
    narrower,
  }: { readonly job: string; readonly text: string; readonly narrower?: Narrower | undefined },
): Promise<void> {
  const job = await requireParticipant(platform, actor, id);
  if (text === '' && narrower === undefined) throw new DomainError('BAD_INPUT', 'text');
  if (isEnded(job.state)) throw new DomainError('CONFLICT', job.state);
  await platform.db.$transaction(async (tx) => {
    const count = await tx.jobNote.count({ where: { jobId: id } });
    if (count >= notesMax) throw new DomainError('CONFLICT', 'too many notes');
    const { organisationId, label } = actor;
    await tx.jobNote.create({
      data: {
        ...{ jobId: id, organisationId, label, text },
        ...(narrower === undefined ? {} : { narrower }),
      },
    });
    await recordActivity(tx, actor, 'job.note', job.jobHash ?? id);
    await wakeJob(tx, id);
  });
}
