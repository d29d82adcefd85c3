'use client';

// Where a job stands: who is awaited, since when, what happened. Said by the platform; what a
// document proves, the proof page shows.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { Refusal } from '#app/_frame/refusal.tsx';
import { explain } from '#app/_text/explain.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { JobTimeline } from '#app/_ui/job-timeline.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { RefusalExplanation } from '#app/_ui/refusal-explanation.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { Time } from '#app/_ui/time.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';
import { Discussion } from './discussion.tsx';
import { JobActions } from './job-actions.tsx';
import { JobOwners } from './job-owners.tsx';
import { isEnded } from '#server/domain/job-state.ts';
import { headlineOf, timelineOf } from './job-words.ts';

export interface JobViewProps {
  readonly collaboration: string;
  readonly job: string;
}

export function JobView({ collaboration, job }: JobViewProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data, error } = useQuery(trpc.job.read.queryOptions({ job }));
  // The row is the truth; an event of the stream only says when to read it again.
  useSubscription(
    trpc.job.watch.subscriptionOptions(
      { job },
      {
        onData: () => {
          void cache.invalidateQueries(trpc.job.read.queryFilter({ job }));
          void cache.invalidateQueries(trpc.job.notes.queryFilter({ job }));
        },
      },
    ),
  );
  if (error !== null) return <Refusal error={error} />;
  if (data === undefined) return <Skeleton rows={8} />;
  const headline = headlineOf(data);
  const { lanes, events } = timelineOf(data);
  return (
    <div className="flex flex-col gap-10 [&>header]:mb-0 [&>section]:mb-0">
      <PageHeader
        title={data.title}
        facts={
          <span className="flex flex-wrap gap-x-6 gap-y-1">
            <span>
              {say('job.requester')} {data.organisation.name}
            </span>
            {data.expiresAt === null || isEnded(data.state) ? null : (
              <span>
                {say('job.expires')} <Time at={data.expiresAt} />
              </span>
            )}
            {data.jobHash === null ? null : <Hash value={data.jobHash} />}
          </span>
        }
        trust={<TrustSentence kind="none">{say('job.trust')}</TrustSentence>}
        actions={<JobActions collaboration={collaboration} job={data} />}
      />
      {data.state === 'REFUSED' || data.state === 'FAILED'
        ? data.cause.map((code) => <RefusalExplanation key={code} explanation={explain(code)} />)
        : null}
      <section
        aria-label={say('job.timeline')}
        data-testid="state"
        data-state={data.state}
        className="flex flex-col gap-2"
      >
        <p className="text-table text-muted">
          {say('job.since')} <Time at={data.stateSince} />
        </p>
        <JobTimeline head={headline} lanes={lanes} events={events} />
      </section>
      <JobOwners parts={data.parts} hasEnded={isEnded(data.state)} />
      {(data.asked || data.own) && data.state !== 'DRAFT' ? (
        <Discussion
          collaboration={collaboration}
          job={data}
          side={data.asked ? 'requester' : 'owner'}
        />
      ) : null}
    </div>
  );
}
