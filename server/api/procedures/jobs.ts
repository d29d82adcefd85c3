import { denyReasons } from '../../domain/job-state.ts';
import { tracked } from '@trpc/server';
import * as z from 'zod';
import * as discuss from '../../services/discuss.ts';
import * as jobs from '../../services/jobs.ts';
import * as read from '../../services/read-jobs.ts';
import { requireJob } from '../../services/jobs.ts';
import { watchJob, type WatchedEvent } from '../../services/watch-job.ts';
import { collaborationId, jobId, label, signed } from '../inputs.ts';
import { memberProcedure, router } from '../trpc.ts';

const draftText = z.string().max(512);
/** What a form holds: the platform keeps it for its writer and reads nothing in it. */
const draftValues = z.record(
  z.string().max(32),
  z.union([
    draftText,
    z.int(),
    z.array(draftText).max(16),
    z.record(z.string().max(32), z.union([draftText, z.int()])),
  ]),
);

async function* trackedEvents(events: AsyncIterable<WatchedEvent>) {
  for await (const event of events) yield tracked(event.id, event);
}

export const job = router({
  list: memberProcedure('job:read')
    .input(collaborationId)
    .query(({ ctx, input }) => read.listJobs(ctx.platform, ctx.actor, input.collaboration)),
  recent: memberProcedure('job:read').query(({ ctx }) =>
    read.listRecentJobs(ctx.platform, ctx.actor),
  ),
  inbox: memberProcedure('job:read').query(({ ctx }) => read.listInbox(ctx.platform, ctx.actor)),
  read: memberProcedure('job:read')
    .input(jobId)
    .query(({ ctx, input }) => read.readJob(ctx.platform, ctx.actor, input.job)),
  material: memberProcedure('job:read')
    .input(jobId)
    .query(({ ctx, input }) => read.readJobMaterial(ctx.platform, ctx.actor, input.job)),
  proofLog: memberProcedure('job:read')
    .input(jobId)
    .query(({ ctx, input }) => read.readProofLog(ctx.platform, ctx.actor, input.job)),
  watch: memberProcedure('job:read')
    .input(z.strictObject({ ...jobId.shape, lastEventId: z.string().max(20).nullish() }))
    .subscription(async ({ ctx, input, signal }) => {
      // Before the stream opens, so that a refusal is an answer and not a broken stream.
      await requireJob(ctx.platform, ctx.actor, input.job);
      return trackedEvents(watchJob(ctx.platform, ctx.actor, input.job, input.lastEventId, signal));
    }),
  saveDraft: memberProcedure('job:draft')
    .input(
      z.strictObject({
        id: z.uuid().optional(),
        ...collaborationId.shape,
        title: label,
        template: z.string().max(64),
        values: draftValues,
      }),
    )
    .mutation(({ ctx, input }) => jobs.saveDraft(ctx.platform, ctx.actor, input)),
  submit: memberProcedure('job:submit')
    .input(z.strictObject({ title: label, jobSpec: signed, draft: z.uuid().optional() }))
    .mutation(({ ctx, input }) => jobs.submitJob(ctx.platform, ctx.actor, input)),
  cancel: memberProcedure('job:cancel')
    .input(jobId)
    .mutation(({ ctx, input }) => jobs.cancelJob(ctx.platform, ctx.actor, input.job)),
  notes: memberProcedure('job:read')
    .input(jobId)
    .query(({ ctx, input }) => discuss.listNotes(ctx.platform, ctx.actor, input.job)),
  addNote: memberProcedure('job:discuss')
    .input(
      z.strictObject({
        ...jobId.shape,
        text: z.string().trim().max(1000),
        narrower: discuss.narrowerSchema.optional(),
      }),
    )
    .mutation(({ ctx, input }) => discuss.addNote(ctx.platform, ctx.actor, input)),
  decide: memberProcedure('job:decide')
    .input(
      z.strictObject({
        ...jobId.shape,
        approval: signed,
        reason: z.enum(denyReasons).optional(),
      }),
    )
    .mutation(({ ctx, input }) =>
      jobs.decideJob(ctx.platform, ctx.actor, input.job, input.approval, input.reason),
    ),
});
