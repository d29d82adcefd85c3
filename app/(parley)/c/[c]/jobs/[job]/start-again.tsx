'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Refusal } from '#app/_frame/refusal.tsx';
import { useTRPCClient } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import type { NarrowerWish } from '../new/draft-from-job.ts';

interface StartAgainProps {
  readonly collaboration: string;
  readonly job: string;
  readonly title: string;
  readonly label: string;
  readonly wish?: NarrowerWish;
}

/** The requester's next draft, from this job; what reads it is fetched when it is wanted. */
export function StartAgain({ collaboration, job, title, label, wish }: StartAgainProps) {
  const api = useTRPCClient();
  const router = useRouter();
  const start = useMutation({
    mutationFn: async () => {
      const { draftFromJob } = await import('../new/draft-from-job.ts');
      return draftFromJob(api, collaboration, job, title, wish);
    },
    onSuccess: (draft) => router.push(`/c/${collaboration}/jobs/new?draft=${draft}&step=check`),
  });
  return (
    <>
      <Button disabled={start.isPending} onClick={() => start.mutate()}>
        {label}
      </Button>
      {start.error === null ? null : <Refusal error={start.error} />}
    </>
  );
}
