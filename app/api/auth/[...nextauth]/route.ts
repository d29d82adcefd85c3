import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '#server/auth/options.ts';
import { runtime } from '#server/api/runtime.ts';

interface RouteContext {
  readonly params: Promise<{ nextauth: string[] }>;
}

type Handler = (req: NextRequest, context: RouteContext) => Promise<Response>;

function handle(req: NextRequest, context: RouteContext): Promise<Response> {
  const { platform, secret, oidc } = runtime();
  const handler = NextAuth(authOptions(platform.db, secret, oidc)) as Handler;
  return handler(req, context);
}

export { handle as GET, handle as POST };
