import * as z from 'zod';
import { hashSchema } from '#enclave/protocol/index.ts';
import { relayForPerson } from '../../services/ask-broker.ts';
import * as collaborations from '../../services/collaborations.ts';
import { documentsOf } from '../../services/documents.ts';
import { listParties } from '../../services/people.ts';
import { currentGenesis } from '../../services/read-jobs.ts';
import { bytes, collaborationId, message } from '../inputs.ts';
import { memberProcedure, router } from '../trpc.ts';

const documentBytesMax = 64 * 1024;
const partiesMax = 64;

export const collaboration = router({
  list: memberProcedure('collaboration:read').query(({ ctx }) =>
    collaborations.listCollaborations(ctx.platform, ctx.actor),
  ),
  read: memberProcedure('collaboration:read')
    .input(collaborationId)
    .query(({ ctx, input }) =>
      collaborations.readCollaboration(ctx.platform, ctx.actor, input.collaboration),
    ),
  create: memberProcedure('collaboration:create')
    .input(z.strictObject({ document: bytes(documentBytesMax) }))
    .mutation(({ ctx, input }) =>
      collaborations.createCollaboration(ctx.platform, ctx.actor, input.document),
    ),
  answer: memberProcedure('collaboration:answer')
    .input(z.strictObject({ ...collaborationId.shape, answer: z.enum(['joined', 'declined']) }))
    .mutation(({ ctx, input }) =>
      collaborations.answerInvitation(ctx.platform, ctx.actor, input.collaboration, input.answer),
    ),
});

export const party = router({
  list: memberProcedure('party:read').query(({ ctx }) => listParties(ctx.platform)),
  /** Whole card chains: cards are public, and only a chain proves a later card. */
  cards: memberProcedure('party:read')
    .input(z.strictObject({ parties: z.array(hashSchema).max(partiesMax) }))
    .query(({ ctx, input }) => documentsOf(ctx.platform.db, 'PartyCard', input.parties)),
});

export const broker = router({
  genesis: memberProcedure('broker:ask').query(({ ctx }) => currentGenesis(ctx.platform)),
  ask: memberProcedure('broker:ask')
    .input(z.strictObject({ broker: hashSchema.optional(), request: message }))
    .mutation(async ({ ctx, input }) => {
      const answer = await relayForPerson(ctx.platform, input.broker, input.request);
      return { answer: Buffer.from(answer).toString('base64url') };
    }),
});
