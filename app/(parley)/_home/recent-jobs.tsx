'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Section } from '../../_ui/section.tsx';
import { Time } from '../../_ui/time.tsx';
import { jobHref } from '../_shared/job-facts.ts';
import { JobRows } from '../_shared/job-rows.tsx';
import { JobStatus } from '../_shared/job-status.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { useMe } from '../_shared/use-me.ts';

const shownMax = 6;

/** What moved last. A requester's own jobs stand at the left already. */
export function RecentJobs() {
  const trpc = useTRPC();
  const { can, party } = useMe();
  const recent = useQuery(trpc.job.recent.queryOptions());
  const others = can('analyst')
    ? recent.data?.filter((job) => job.organisation.party !== party)
    : recent.data;
  if (can('analyst') && others?.length === 0) return null;
  return (
    <Section title={say('home.recent')}>
      <Loaded query={{ ...recent, data: others }} rows={4}>
        {(jobs) =>
          jobs.length === 0 ? (
            <p className="border-y py-3 text-table text-muted">{say('home.recent.none')}</p>
          ) : (
            <JobRows
              rows={jobs.slice(0, shownMax).map((job) => ({
                id: job.id,
                title: job.title,
                href: jobHref(job),
                line: (
                  <span className="flex flex-wrap gap-x-3">
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
