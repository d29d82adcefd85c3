// One place that moves jobs: a legal move, guarded by the row's version, with its event and its
// wake-up.

import type { Tx } from '../db/client.ts';
import { DomainError } from '../domain/errors.ts';
import { requireMove, type JobState } from '../domain/job-state.ts';
import { wakeJob } from './platform.ts';

export interface JobMove {
  readonly to: JobState;
  readonly actor: string;
  /** What happened, in a word that the catalogue explains. */
  readonly kind: string;
  readonly cause?: readonly string[];
  /** A document that proves it. */
  readonly proof?: string;
}

/** Throws CONFLICT if the move is illegal or somebody moved the job in between. */
export async function moveJob(
  tx: Tx,
  job: { readonly id: string; readonly state: JobState; readonly version: number },
  { to, actor, kind, cause = [], proof }: JobMove,
): Promise<void> {
  requireMove(job.state, to);
  const { count } = await tx.job.updateMany({
    where: { id: job.id, version: job.version },
    data: { state: to, version: { increment: 1 }, stateSince: new Date(), cause: [...cause] },
  });
  if (count !== 1) throw new DomainError('CONFLICT', 'job');
  await noteJob(tx, job.id, { actor, kind, cause, ...(proof === undefined ? {} : { proof }) });
}

/** Tells of something that moves nothing. */
export async function noteJob(
  tx: Tx,
  jobId: string,
  { actor, kind, cause = [], proof }: Omit<JobMove, 'to'>,
): Promise<void> {
  await tx.jobEvent.create({
    data: { jobId, actor, kind, cause: [...cause], ...(proof === undefined ? {} : { proof }) },
  });
  await wakeJob(tx, jobId);
}
