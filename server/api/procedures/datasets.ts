import * as z from 'zod';
import { hashSchema } from '#enclave/protocol/index.ts';
import * as datasets from '../../services/datasets.ts';
import { bytes, grant, label, signed } from '../inputs.ts';
import { memberProcedure, router } from '../trpc.ts';

const digestBytesMax = 32 * 100_000;
const batchMax = 8;

export const dataset = router({
  list: memberProcedure('dataset:read')
    .input(z.strictObject({ collaboration: hashSchema.optional() }))
    .query(({ ctx, input }) => datasets.listDatasets(ctx.platform, ctx.actor, input.collaboration)),
  read: memberProcedure('dataset:read')
    .input(z.strictObject({ dataset: hashSchema }))
    .query(({ ctx, input }) => datasets.readDataset(ctx.platform, ctx.actor, input.dataset)),
  register: memberProcedure('dataset:register')
    .input(
      z.strictObject({
        collaboration: hashSchema,
        name: label,
        manifest: signed,
        policy: signed,
        grant,
        digests: bytes(digestBytesMax),
      }),
    )
    .mutation(({ ctx, input }) => datasets.registerDataset(ctx.platform, ctx.actor, input)),
  sealedHeader: memberProcedure('dataset:register')
    .input(z.strictObject({ manifest: hashSchema }))
    .query(({ ctx, input }) => datasets.readSealedHeader(ctx.platform, ctx.actor, input.manifest)),
  withdraw: memberProcedure('dataset:withdraw')
    .input(z.strictObject({ withdrawals: z.array(signed).min(1).max(batchMax) }))
    .mutation(({ ctx, input }) => datasets.withdraw(ctx.platform, ctx.actor, input.withdrawals)),
  erase: memberProcedure('dataset:erase')
    .input(z.strictObject({ manifest: hashSchema }))
    .mutation(({ ctx, input }) => datasets.eraseVersion(ctx.platform, ctx.actor, input.manifest)),
});

export const policy = router({
  publish: memberProcedure('policy:sign')
    .input(z.strictObject({ policy: signed, grant: grant.optional() }))
    .mutation(({ ctx, input }) =>
      datasets.publishPolicy(ctx.platform, ctx.actor, input.policy, input.grant),
    ),
});
