import * as z from 'zod';
import { jobEndSchema } from '#enclave/channel/index.ts';
import { isAllowed } from '../domain/permissions.ts';
import { notFound } from '../domain/errors.ts';
import { requireJob } from './jobs.ts';
import type { Actor, Platform } from './platform.ts';

/** The sealed file as the worker left it. Throws NOT_FOUND for everybody who may not have it. */
export async function readSealedResult(
  platform: Platform,
  actor: Actor,
  id: string,
): Promise<Uint8Array> {
  if (!z.uuid().safeParse(id).success || !isAllowed(actor.roles, 'result:read')) throw notFound();
  await requireJob(platform, actor, id);
  const job = await platform.db.job.findUniqueOrThrow({ where: { id }, select: { end: true } });
  const end = jobEndSchema.safeParse(job.end);
  if (!end.success || end.data.end !== 'delivered') throw notFound();
  const size = await platform.blobs.size(end.data.result);
  const bytes = size === null ? null : await platform.blobs.get(end.data.result, 0, size);
  if (bytes === null) throw notFound();
  return bytes;
}
