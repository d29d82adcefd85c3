import * as z from 'zod';
import { hashSchema } from '../../../enclave-jobs/protocol/index.ts';
import * as fleets from '../../services/fleet.ts';
import { memberProcedure, router } from '../trpc.ts';

export const fleet = router({
  list: memberProcedure('fleet:read').query(({ ctx }) => fleets.listFleet(ctx.platform, ctx.actor)),
});

export const evidence = router({
  read: memberProcedure('evidence:read')
    .input(z.strictObject({ evidence: hashSchema }))
    .query(({ ctx, input }) => fleets.readEvidence(ctx.platform, ctx.actor, input.evidence)),
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
