// Two organisations with a collaboration each, on a real database: what one has, the other must not
// know.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { makeReferenceProposal } from '#enclave/participant/index.ts';
import { openPlatform } from '#server/api/runtime.ts';
import type { Role } from '#server/domain/permissions.ts';
import type { Actor, Platform } from '#server/services/platform.ts';
import { freshDatabase } from './database.ts';

export interface Tenant {
  readonly organisationId: string;
  readonly personId: string;
  readonly party: string;
  readonly collaboration: string;
  readonly dataset: string;
  readonly manifest: string;
  readonly job: string;
  readonly draft: string;
  readonly evidence: string;
  readonly proposal: string;
  actor(roles: readonly Role[]): Actor;
}

export interface PlatformWorld {
  readonly platform: Platform;
  readonly ours: Tenant;
  readonly theirs: Tenant;
  readonly close: () => Promise<void>;
}

const hash = (name: string) => Buffer.from(name.padEnd(32, '.')).toString('hex').slice(0, 64);

/** To stop accepting an advisory. */
export const aProposal = (title: string) =>
  makeReferenceProposal({
    title,
    reason: 'fixed in the last update',
    change: { kind: 'deny-advisories', advisories: ['INTEL-SA-00615'] },
  });

async function makeTenant({ db }: Platform, name: string): Promise<Tenant> {
  const party = hash(`${name} party`);
  const organisation = await db.organisation.create({ data: { name, party } });
  const organisationId = organisation.id;
  const email = `desk@${name}.example`;
  const person = await db.person.create({
    data: { email, label: 'Desk', organisationId, roles: [] },
  });
  const collaboration = hash(`${name} room`);
  await db.collaboration.create({
    data: {
      id: collaboration,
      name: `${name} room`,
      document: Buffer.from('{}'),
      members: { create: { organisationId, state: 'joined' } },
    },
  });
  const dataset = hash(`${name} dataset`);
  const manifest = hash(`${name} manifest`);
  await db.dataset.create({
    data: {
      id: dataset,
      name: `${name} customers`,
      organisationId,
      collaborationId: collaboration,
      versions: {
        create: { manifest, version: 1, sizeBytes: 1000n, digests: Buffer.alloc(32) },
      },
    },
  });
  const jobOf = (state: 'DRAFT' | 'AWAITING_APPROVALS') =>
    db.job.create({
      data: {
        title: `${name} job`,
        template: 'overlap',
        state,
        jobHash: state === 'DRAFT' ? null : hash(`${name} job`),
        collaborationId: collaboration,
        organisationId,
        personId: person.id,
        parts: {
          create: { alias: 'a', datasetId: dataset, manifest, policy: 'p', organisationId },
        },
      },
      select: { id: true },
    });
  const job = await jobOf('AWAITING_APPROVALS');
  const draft = await jobOf('DRAFT');
  const evidence = hash(`${name} evidence`);
  await db.evidenceFile.create({
    data: { name: evidence, jobId: job.id, file: Buffer.from('evidence') },
  });
  const document = aProposal(name).bytes;
  const proposal = aProposal(name).name;
  await db.referenceProposal.create({
    data: { name: proposal, organisationId, label: 'Desk', document: Buffer.from(document) },
  });
  return {
    organisationId,
    personId: person.id,
    party,
    collaboration,
    dataset,
    manifest,
    job: job.id,
    draft: draft.id,
    evidence,
    proposal,
    actor: (roles) => ({
      personId: person.id,
      organisationId,
      organisation: name,
      party,
      roles,
      label: 'Desk',
    }),
  };
}

export async function openPlatformWorld(): Promise<PlatformWorld> {
  const database = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'parley-world-'));
  const platform = openPlatform(database.url, folder);
  const ours = await makeTenant(platform, 'ours');
  const theirs = await makeTenant(platform, 'theirs');
  return {
    platform,
    ours,
    theirs,
    close: async () => {
      await platform.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An id of the right form that nothing has. */
export const nothing = { uuid: randomUUID(), hash: hash('nothing at all') };
