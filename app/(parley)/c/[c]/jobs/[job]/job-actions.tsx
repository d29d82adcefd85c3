'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { isDecidable, isEnded } from '#server/domain/job-state.ts';
import type { JobRead } from './job-words.ts';
import { StartAgain } from './start-again.tsx';

const proven = ['DELIVERED', 'FAILED'];

/** The next step of the job's state, for who is looking; at most one filled button. */
export function JobActions({
  collaboration,
  job,
}: {
  readonly collaboration: string;
  readonly job: JobRead;
}) {
  const trpc = useTRPC();
  const me = useQuery(trpc.me.read.queryOptions());
  const isDelivered = job.state === 'DELIVERED';
  useEffect(() => {
    // The next click: what opens a result is fetched while the person reads that it is there.
    if (isDelivered) void import('./result/result-view.tsx');
  }, [isDelivered]);
  const roles = me.data?.roles ?? [];
  const base = `/c/${collaboration}/jobs/${job.id}`;
  const party = me.data?.organisation.party;
  const awaited = job.parts.some(
    (part) => part.organisation.party === party && part.decision === null,
  );
  const decides = job.state === 'AWAITING_APPROVALS' && awaited && roles.includes('owner');
  return (
    <>
      {decides ? (
        <Button asChild variant="filled">
          <Link href={`${base}/approve`}>{say('job.decide')}</Link>
        </Button>
      ) : null}
      {job.state === 'DELIVERED' ? (
        <Button asChild variant="filled">
          <Link href={`${base}/result`}>{say('job.result')}</Link>
        </Button>
      ) : null}
      {proven.includes(job.state) ? (
        <Button asChild>
          <Link href={`${base}/proof`}>{say('job.proof')}</Link>
        </Button>
      ) : null}
      {/* Asked again, it is another job with another hash. */}
      {job.asked && roles.includes('analyst') && isEnded(job.state) ? (
        <StartAgain
          collaboration={collaboration}
          job={job.id}
          title={job.title}
          label={say('job.again')}
        />
      ) : null}
      {job.asked && roles.includes('analyst') && isDecidable(job.state) ? (
        <CancelJob job={job.id} />
      ) : null}
    </>
  );
}

function CancelJob({ job }: { readonly job: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const cancel = useMutation(
    trpc.job.cancel.mutationOptions({
      onSettled: async () => {
        setOpen(false);
        await cache.invalidateQueries(trpc.job.read.queryFilter({ job }));
      },
    }),
  );
  return (
    <Dialog
      title={say('job.cancel.title')}
      description={say('job.cancel.what')}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{say('job.cancel')}</Button>}
      actions={
        <>
          <Button onClick={() => setOpen(false)}>{say('job.cancel.back')}</Button>
          <Button
            variant="danger-outline"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate({ job })}
          >
            {say('job.cancel')}
          </Button>
        </>
      }
    />
  );
}
