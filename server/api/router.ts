import { broker, collaboration, party } from './procedures/collaborations.ts';
import { dataset, policy } from './procedures/datasets.ts';
import { job } from './procedures/jobs.ts';
import { activity, evidence, fleet, reference } from './procedures/operations.ts';
import { invitation, me, organisation } from './procedures/people.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  me,
  organisation,
  invitation,
  collaboration,
  party,
  broker,
  dataset,
  policy,
  job,
  fleet,
  evidence,
  reference,
  activity,
});
export type AppRouter = typeof appRouter;
