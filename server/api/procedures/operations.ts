import * as z from 'zod';
import { hashSchema } from '#enclave/protocol/index.ts';
import { proposalBytesMax } from '#enclave/participant/index.ts';
import * as fleets from '../../services/fleet.ts';
import * as references from '../../services/reference-values.ts';
import { bytes } from '../inputs.ts';
import { memberProcedure, router } from '../trpc.ts';

export const fleet = router({
  list: memberProcedure('fleet:read').query(({ ctx }) => fleets.listFleet(ctx.platform, ctx.actor)),
});

export const evidence = router({
  read: memberProcedure('evidence:read')
    .input(z.strictObject({ evidence: hashSchema }))
    .query(({ ctx, input }) => fleets.readEvidence(ctx.platform, ctx.actor, input.evidence)),
  recent: memberProcedure('evidence:read').query(({ ctx }) =>
    fleets.listRecentEvidence(ctx.platform, ctx.actor),
  ),
});

export const reference = router({
  list: memberProcedure('reference:read').query(({ ctx }) =>
    references.listProposals(ctx.platform, ctx.actor),
  ),
  propose: memberProcedure('reference:propose')
    .input(z.strictObject({ document: bytes(proposalBytesMax) }))
    .mutation(({ ctx, input }) => references.propose(ctx.platform, ctx.actor, input.document)),
  retract: memberProcedure('reference:propose')
    .input(z.strictObject({ proposal: hashSchema }))
    .mutation(({ ctx, input }) => references.retract(ctx.platform, ctx.actor, input.proposal)),
});

export const activity = router({
  list: memberProcedure('activity:read')
    .input(
      z.strictObject({
        before: z
          .string()
          .regex(/^\d{1,18}$/)
          .optional(),
      }),
    )
    .query(({ ctx, input }) => fleets.listActivity(ctx.platform, ctx.actor, input.before)),
});
