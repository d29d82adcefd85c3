import * as z from 'zod';
import * as people from '../../services/people.ts';
import * as keys from '../../services/keys.ts';
import { hashSchema } from '#enclave/protocol/index.ts';
import { dropPending } from '../../services/co-sign.ts';
import * as cards from '../../services/cards.ts';
import { bytes, email, label, roleList, signed } from '../inputs.ts';
import { memberProcedure, publicProcedure, router } from '../trpc.ts';

const token = z.string().min(20).max(64);
const keyFileBytesMax = 64 * 1024;
const keyRequestBytesMax = 4096;
const stateBytesMax = 2 * 1024 * 1024;

export const me = router({
  read: memberProcedure('me:read').query(({ ctx }) => people.readMe(ctx.platform, ctx.actor)),
  endSessions: memberProcedure('me:read').mutation(({ ctx }) =>
    people.endSessions(ctx.platform, ctx.actor, ctx.actor.personId),
  ),
  keyFiles: memberProcedure('key:manage').query(({ ctx }) =>
    keys.listKeyFiles(ctx.platform, ctx.actor),
  ),
  addKeyFile: memberProcedure('key:manage')
    .input(
      z.strictObject({
        kind: z.enum(['passphrase', 'passkey']),
        label,
        credentialId: z.string().max(1400).optional(),
        file: bytes(keyFileBytesMax),
      }),
    )
    .mutation(({ ctx, input }) => keys.addKeyFile(ctx.platform, ctx.actor, input)),
  clientState: memberProcedure('key:manage').query(({ ctx }) =>
    keys.readClientState(ctx.platform, ctx.actor),
  ),
  saveClientState: memberProcedure('key:manage')
    .input(z.strictObject({ revision: z.int().min(0), file: bytes(stateBytesMax) }))
    .mutation(({ ctx, input }) => keys.writeClientState(ctx.platform, ctx.actor, input)),
});

export const organisation = router({
  read: memberProcedure('organisation:read').query(({ ctx }) =>
    people.readOrganisation(ctx.platform, ctx.actor),
  ),
  publishCard: memberProcedure('organisation:card')
    .input(z.strictObject({ card: signed }))
    .mutation(({ ctx, input }) => cards.publishCard(ctx.platform, ctx.actor, input.card)),
  endSessions: memberProcedure('organisation:invite')
    .input(z.strictObject({ person: z.uuid() }))
    .mutation(({ ctx, input }) => people.endSessions(ctx.platform, ctx.actor, input.person)),
  keyChanges: memberProcedure('organisation:read').query(({ ctx }) =>
    cards.readKeyChanges(ctx.platform, ctx.actor),
  ),
  requestKeys: memberProcedure('key:manage')
    .input(z.strictObject({ request: bytes(keyRequestBytesMax) }))
    .mutation(({ ctx, input }) => cards.requestKeys(ctx.platform, ctx.actor, input.request)),
  dropKeyRequest: memberProcedure('organisation:card')
    .input(z.strictObject({ person: z.uuid() }))
    .mutation(({ ctx, input }) => cards.dropKeyRequest(ctx.platform, ctx.actor, input.person)),
  dropPending: memberProcedure('organisation:card')
    .input(z.strictObject({ subject: hashSchema }))
    .mutation(({ ctx, input }) => dropPending(ctx.platform, ctx.actor, input.subject)),
  invite: memberProcedure('organisation:invite')
    .input(z.strictObject({ email, roles: roleList }))
    .mutation(({ ctx, input }) => people.invite(ctx.platform, ctx.actor, input)),
});

export const invitation = router({
  read: publicProcedure.input(z.strictObject({ token })).query(async ({ ctx, input }) => {
    const found = await people.readInvitation(ctx.platform, input.token);
    return { email: found.email, roles: found.roles, organisation: found.organisation.name };
  }),
  accept: publicProcedure
    .input(z.strictObject({ token, label, password: z.string().max(1024) }))
    .mutation(({ ctx, input }) => people.acceptInvitation(ctx.platform, input)),
});
