// The builders of all procedures. A permission is an argument: there is no procedure for members
// without one, and the matrix of roles and procedures in the tests is made from what is declared
// here.

import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { DomainError } from '../domain/errors.ts';
import { isAllowed, type Permission } from '../domain/permissions.ts';
import type { Actor, Platform } from '../services/platform.ts';
import { faultOf, toWire } from './errors.ts';

export interface Context {
  readonly platform: Platform;
  readonly actor: Actor | null;
}

export interface ProcedureMeta {
  readonly permission: Permission | 'public';
}

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    sse: {
      ping: { enabled: true, intervalMs: 5_000 },
      client: { reconnectAfterInactivityMs: 15_000 },
    },
    errorFormatter: ({ shape, error }) => ({
      ...shape,
      // The words of an error of ours could quote a row of the database.
      message: error.code === 'INTERNAL_SERVER_ERROR' ? 'INTERNAL' : shape.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        fault: faultOf(error.cause),
      },
    }),
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const withWireErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause !== undefined) {
    const wire = toWire(result.error.cause);
    if (wire instanceof TRPCError) throw wire;
  }
  return result;
});

/** For people without an account. */
export const publicProcedure = t.procedure.meta({ permission: 'public' }).use(withWireErrors);

/** For members who carry this permission. */
export function memberProcedure(permission: Permission) {
  return t.procedure
    .meta({ permission })
    .use(withWireErrors)
    .use(({ ctx, next }) => {
      const { actor } = ctx;
      if (actor === null) throw toWire(new DomainError('NOT_SIGNED_IN'));
      if (!isAllowed(actor.roles, permission))
        throw toWire(new DomainError('NOT_ALLOWED', permission));
      return next({ ctx: { ...ctx, actor } });
    });
}
