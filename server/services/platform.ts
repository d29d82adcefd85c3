// What every service works with, and who asks. UNTRUSTED: nothing here can read a row or forge a
// signature.

import type pg from 'pg';
import type { Db, Tx } from '../db/client.ts';
import type { WakeUps } from '../db/wake-ups.ts';
import type { Role } from '../domain/permissions.ts';
import type { Relay } from '../relay/relay.ts';
import type { FileBlobStore } from '../storage/file-blob-store.ts';

export interface Platform {
  readonly db: Db;
  readonly relay: Relay;
  readonly wakeUps: WakeUps;
  /** For the stores beside Prisma. */
  readonly pool: pg.Pool;
  readonly blobs: FileBlobStore;
  /** Where unfinished uploads lie. */
  readonly uploads: string;
  readonly close: () => Promise<void>;
}

/** A signed-in person. `party` is null until the organisation has made its first key card. */
export interface Actor {
  readonly personId: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly party: string | null;
  readonly roles: readonly Role[];
  readonly label: string;
}

/** Written in the same transaction as what it tells of. */
export async function recordActivity(
  tx: Tx,
  actor: Pick<Actor, 'organisationId' | 'label'>,
  action: string,
  subject?: string,
): Promise<void> {
  await tx.activity.create({
    data: {
      organisationId: actor.organisationId,
      actor: actor.label,
      action,
      ...(subject === undefined ? {} : { subject }),
    },
  });
}

/** Wakes everybody who watches this job, after the row was written. */
export async function wakeJob(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify('parley_job', ${jobId})`;
}
