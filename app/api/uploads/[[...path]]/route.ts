// Resumable uploads of sealed files, by the tus protocol.

import type { NextRequest } from 'next/server';
import { actorOf } from '#server/auth/actor.ts';
import { runtime } from '#server/api/runtime.ts';
import { uploadServer } from '#server/api/uploads.ts';

async function handle(req: NextRequest): Promise<Response> {
  const { platform, secret } = runtime();
  const actor = await actorOf(platform.db, secret, req);
  if (actor === null) return new Response(null, { status: 401 });
  return uploadServer(platform, actor).handleWeb(req);
}

export {
  handle as GET,
  handle as POST,
  handle as PATCH,
  handle as HEAD,
  handle as DELETE,
  handle as OPTIONS,
};
