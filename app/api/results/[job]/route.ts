// A sealed result, for participants of its job. Only its recipients can open it.

import type { NextRequest } from 'next/server';
import { actorOf } from '#server/auth/actor.ts';
import { DomainError } from '#server/domain/errors.ts';
import { runtime } from '#server/api/runtime.ts';
import { readSealedResult } from '#server/services/read-result.ts';

interface RouteContext {
  readonly params: Promise<{ job: string }>;
}

export async function GET(req: NextRequest, { params }: RouteContext): Promise<Response> {
  const { platform, secret } = runtime();
  const actor = await actorOf(platform.db, secret, req);
  if (actor === null) return new Response(null, { status: 401 });
  try {
    const bytes = await readSealedResult(platform, actor, (await params).job);
    return new Response(Uint8Array.from(bytes), {
      headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
    });
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: 404 });
    throw error;
  }
}
