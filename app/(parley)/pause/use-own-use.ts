// What of this organisation is in use now, as the platform says: rules in force, and the jobs under
// them.

import { useQueries, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/router.ts';
import { hashSchema, type Hash } from '#enclave/protocol/index.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import type { ListedJob } from '../_shared/job-facts.ts';
import { policiesIn } from '../_shared/signed-facts.ts';

type Found = inferRouterOutputs<AppRouter>['dataset']['list'];

/** Before a key was released: the key broker refuses these once the rule is withdrawn. */
const waitingStates: readonly ListedJob['state'][] = [
  'SUBMITTED',
  'AWAITING_APPROVALS',
  'QUEUED',
  'ATTESTING',
];

export interface UsedDataset {
  readonly id: Hash;
  readonly name: string;
  readonly policy: Hash;
  readonly expires: Date | undefined;
  readonly waiting: readonly ListedJob[];
  readonly released: readonly ListedJob[];
}

export interface StoppedDataset {
  readonly id: string;
  readonly name: string;
  readonly since: Date;
  /** The dataset itself was withdrawn, which nobody undoes. */
  readonly isFinal: boolean;
}

function usedIn({ datasets, documents }: Found, jobs: readonly ListedJob[]): UsedDataset[] {
  const rules = policiesIn(documents);
  return datasets.flatMap(({ id, name, policy, withdrawnAt }) => {
    const parsed = { id: hashSchema.safeParse(id), policy: hashSchema.safeParse(policy) };
    if (withdrawnAt !== null || !parsed.id.success || !parsed.policy.success) return [];
    const expires = rules.get(parsed.policy.data)?.expires;
    const mine = jobs.filter((job) => job.parts.some((part) => part.dataset.id === id));
    return [
      {
        id: parsed.id.data,
        name,
        policy: parsed.policy.data,
        expires: expires === undefined ? undefined : new Date(expires * 1000),
        waiting: mine.filter((job) => waitingStates.includes(job.state)),
        released: mine.filter((job) => job.state === 'RUNNING'),
      },
    ];
  });
}

export function useOwnUse() {
  const trpc = useTRPC();
  const datasets = useQuery(trpc.dataset.list.queryOptions({}));
  const rooms = [...new Set(datasets.data?.datasets.map((row) => row.collaborationId))];
  const lists = useQueries({
    queries: rooms.map((collaboration) => trpc.job.list.queryOptions({ collaboration })),
  });
  const isComplete = lists.every((list) => list.data !== undefined);
  const jobs = lists.flatMap((list) => list.data ?? []);
  const stopped: readonly StoppedDataset[] = (datasets.data?.datasets ?? []).flatMap((row) =>
    row.withdrawnAt === null
      ? []
      : [{ id: row.id, name: row.name, since: row.withdrawnAt, isFinal: row.withdrawnForGood }],
  );
  const used = datasets.data !== undefined && isComplete ? usedIn(datasets.data, jobs) : undefined;
  return {
    query: {
      data: used,
      error: datasets.error ?? lists.find((list) => list.error !== null)?.error ?? null,
      dataUpdatedAt: datasets.dataUpdatedAt,
      refetch: () => Promise.all([datasets.refetch(), ...lists.map((list) => list.refetch())]),
    },
    stopped,
  };
}
