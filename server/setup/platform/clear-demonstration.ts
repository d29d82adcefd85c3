// The demonstration is made afresh when its broker is another one (rebuilt code) or when a start
// was killed half-way. Only what belongs to demonstration organisations goes; real members'
// collaborations stay.

import type { Db } from '../../db/client.ts';
import { demoScenario } from '../demo-scenario.ts';

/**
 * Whether every job of the demonstration was delivered under this broker, for the worker code of
 * this build.
 */
export async function isSeeded(db: Db, broker: string, worker: string): Promise<boolean> {
  const jobs = await db.job.findMany({
    where: { organisation: { demonstration: true }, state: 'DELIVERED' },
    select: { jobHash: true },
  });
  const documents = await db.document.findMany({
    where: { name: { in: jobs.flatMap((job) => job.jobHash ?? []) } },
    select: { signed: true },
  });
  const here = documents.filter(({ signed }) => {
    const text = (signed as { document?: unknown }).document;
    if (typeof text !== 'string') return false;
    const document = Buffer.from(text, 'base64url').toString();
    return document.includes(`"broker":"${broker}"`) && document.includes(`"code":"${worker}"`);
  });
  return here.length >= demoScenario().jobs.length;
}

/**
 * Removes jobs, datasets, collaborations and keys of demonstration organisations; accounts stay.
 */
export async function clearDemonstration(db: Db): Promise<void> {
  const demonstration = { organisation: { demonstration: true } };
  const rooms = await db.collaboration.findMany({
    where: { members: { every: demonstration } },
    select: { id: true },
  });
  const inRooms = { collaborationId: { in: rooms.map((room) => room.id) } };
  const ofJobs = { job: inRooms };
  await db.$transaction([
    db.evidenceFile.deleteMany({ where: ofJobs }),
    db.jobEvent.deleteMany({ where: ofJobs }),
    db.jobNote.deleteMany({ where: ofJobs }),
    db.jobPart.deleteMany({ where: ofJobs }),
    db.job.deleteMany({ where: inRooms }),
    db.datasetVersion.deleteMany({ where: { dataset: inRooms } }),
    db.dataset.deleteMany({ where: inRooms }),
    db.membership.deleteMany({ where: inRooms }),
    db.collaboration.deleteMany({ where: { id: inRooms.collaborationId } }),
    db.keyRequest.deleteMany({ where: { person: demonstration } }),
    db.pendingDocument.deleteMany({ where: demonstration }),
    db.keyFile.deleteMany({ where: { person: demonstration } }),
    db.clientState.deleteMany({ where: { person: demonstration } }),
    db.organisation.updateMany({
      where: { demonstration: true },
      data: { party: null, card: null },
    }),
  ]);
}
