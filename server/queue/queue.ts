// Jobs waiting for workers. UNTRUSTED: it decides when a job runs and whether, never what it may
// do.

import type { JobEnd, JobPackage, JobPhase, Lease } from '#enclave/channel/index.ts';

export type JobState =
  | { readonly state: 'queued' }
  | { readonly state: 'leased'; readonly lease: string }
  | { readonly state: 'ended'; readonly end: JobEnd };

/** The end of a job that was taken out of the line. */
export const cancelled: JobEnd = { end: 'stopped', code: 'CANCELLED' };

export interface JobQueue {
  /** Returns the queue's own id of the job. */
  enqueue(job: JobPackage): Promise<string>;
  /**
   * The oldest queued job, to one worker; null after `waitMs` without one, or once the worker is
   * `gone`.
   */
  lease(waitMs: number, gone?: AbortSignal, worker?: string): Promise<Lease | null>;
  /** The worker lives and is at this phase. False if the lease is void. */
  beat(lease: string, phase: JobPhase): Promise<boolean>;
  /** False if this lease is not (any more) the job's. */
  finish(lease: string, end: JobEnd): Promise<boolean>;
  /** Takes a job out of the line; false if a worker has it, or had it. */
  cancel(id: string): Promise<boolean>;
  /** Gives a leased job back, as after a worker's death; its lease is void. */
  release(lease: string): Promise<void>;
  /** Gives back every job whose worker was silent for so long. Returns how many. */
  releaseSilent(silentMs: number): Promise<number>;
  stateOf(id: string): Promise<JobState | null>;
  /** Resolves when the job has ended. */
  ended(id: string): Promise<JobEnd>;
}
