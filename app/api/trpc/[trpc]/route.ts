import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { NextRequest } from 'next/server';
import { actorOf } from '#server/auth/actor.ts';
import { appRouter } from '#server/api/router.ts';
import { runtime } from '#server/api/runtime.ts';

async function handle(req: NextRequest): Promise<Response> {
  const { platform, secret } = runtime();
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req,
    router: appRouter,
    createContext: async () => ({ platform, actor: await actorOf(platform.db, secret, req) }),
    onError: ({ path, error }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') {
        console.error(`trpc ${path ?? ''}: ${error.cause?.stack ?? error.message}`);
      }
    },
  });
}

export { handle as GET, handle as POST };
