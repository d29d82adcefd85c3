import { untilThere } from '../db/wake-ups.ts';
import { isEnded } from '../domain/job-state.ts';
import { requireJob } from './jobs.ts';
import type { Actor, Platform } from './platform.ts';

export interface WatchedEvent {
  readonly id: string;
  readonly actor: string;
  readonly kind: string;
  readonly cause: readonly string[];
  readonly at: Date;
}

const waitMs = 30_000;

/**
 * Events of a job from `after` on, as they come; ends when the job has ended or the watcher left.
 */
export async function* watchJob(
  platform: Platform,
  actor: Actor,
  job: string,
  after: string | null | undefined,
  gone: AbortSignal | undefined,
): AsyncGenerator<WatchedEvent> {
  let last = /^\d+$/.test(after ?? '') ? BigInt(after ?? '0') : 0n;
  const fresh = async () => {
    const rows = await platform.db.jobEvent.findMany({
      where: { jobId: job, id: { gt: last } },
      orderBy: { id: 'asc' },
    });
    return rows.length === 0 ? null : rows;
  };
  while (gone?.aborted !== true) {
    const rows = await untilThere(platform.wakeUps, 'parley_job', fresh, {
      waitMs,
      gone,
      payload: job,
    });
    for (const { id, actor: who, kind, cause, at } of rows ?? []) {
      last = id;
      yield { id: String(id), actor: who, kind, cause, at };
    }
    // Somebody may have left the collaboration, or lost the session, meanwhile.
    const { state } = await requireJob(platform, actor, job);
    if (isEnded(state) && rows === null) return;
  }
}
