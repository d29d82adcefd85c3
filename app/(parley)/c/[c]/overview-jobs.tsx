'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Time } from '#app/_ui/time.tsx';
import { JobRows } from '../../_shared/job-rows.tsx';
import { jobHref } from '../../_shared/job-facts.ts';
import { JobStatus } from '../../_shared/job-status.tsx';
import { Loaded } from '../../_shared/loaded.tsx';

const shownMax = 6;

/** The newest jobs of one collaboration. */
export function OverviewJobs({ collaboration }: { readonly collaboration: string }) {
  const trpc = useTRPC();
  const jobs = useQuery(trpc.job.list.queryOptions({ collaboration }));
  return (
    <Section
      title={say('nav.jobs')}
      actions={
        <LinkText href={`/c/${collaboration}/jobs`} className="text-table">
          {say('jobs.all')}
        </LinkText>
      }
    >
      <Loaded query={jobs}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              what={say('jobs.empty.what')}
              why={say('jobs.empty.why')}
              action={
                <LinkText href={`/c/${collaboration}/questions`}>{say('gallery.see')}</LinkText>
              }
            />
          ) : (
            <JobRows
              rows={rows.slice(0, shownMax).map((job) => ({
                id: job.id,
                title: job.title,
                href: jobHref(job),
                line: (
                  <span className="flex flex-wrap gap-x-3">
                    <span>{say('inbox.asks', { party: job.organisation.name })}</span>
                    <JobStatus job={job} />
                    {job.state === 'AWAITING_APPROVALS' ? null : <Time at={job.stateSince} />}
                  </span>
                ),
              }))}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
