import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { join } from 'node:path';
import { DomainError } from '../domain/errors.ts';
import { isAllowed } from '../domain/permissions.ts';
import { finishUpload, requireUpload } from '../services/datasets.ts';
import type { Actor, Platform } from '../services/platform.ts';

const sizeMax = 64 * 1024 ** 3;

function refuse(error: unknown): never {
  // tus reads plain objects with these two members.
  if (!(error instanceof DomainError)) throw error;
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the library's own convention
  throw { status_code: error.code === 'NOT_FOUND' ? 404 : 403, body: error.message };
}

/**
 * One server per request: whose upload it is decides everything. An upload's id is its manifest.
 */
export function uploadServer(platform: Platform, actor: Actor): Server {
  const own = async (manifest: string, size: number) => {
    if (!isAllowed(actor.roles, 'dataset:register')) throw new DomainError('NOT_ALLOWED');
    await requireUpload(platform, actor, manifest, size);
  };
  return new Server({
    path: '/api/uploads',
    datastore: new FileStore({ directory: platform.uploads }),
    maxSize: sizeMax,
    relativeLocation: true,
    namingFunction: (_req, metadata) => metadata?.['manifest'] ?? '',
    onUploadCreate: async (_req, upload) => {
      await own(upload.id, upload.size ?? -1).catch(refuse);
      return {};
    },
    onIncomingRequest: async (_req, id) => {
      if (id === '') return;
      await own(id, await sizeOf(platform, id)).catch(refuse);
    },
    onUploadFinish: async (_req, upload) => {
      await finishUpload(platform, actor, upload.id, join(platform.uploads, upload.id)).catch(
        refuse,
      );
      return {};
    },
  });
}

async function sizeOf(platform: Platform, manifest: string): Promise<number> {
  const version = await platform.db.datasetVersion.findUnique({
    where: { manifest },
    select: { sizeBytes: true },
  });
  return Number(version?.sizeBytes ?? -1);
}
