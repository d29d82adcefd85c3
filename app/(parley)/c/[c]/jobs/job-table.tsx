'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { DataTable, type DataColumn } from '#app/_ui/data-table.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Time } from '#app/_ui/time.tsx';
import { jobHref, jobWord, waitsForNow, type ListedJob } from '#app/(parley)/_shared/job-facts.ts';
import { JobStatus } from '#app/(parley)/_shared/job-status.tsx';
import { Loaded } from '#app/(parley)/_shared/loaded.tsx';
import { PlatformSays } from '#app/(parley)/_shared/platform-says.tsx';
import { useMe } from '#app/(parley)/_shared/use-me.ts';

const lookMs = 10_000;

const columns: readonly DataColumn<ListedJob>[] = [
  {
    id: 'title',
    head: say('jobs.title'),
    value: (job) => job.title,
    cell: (job) => (
      <LinkText href={jobHref(job)} className="inline-block min-w-44 font-medium">
        {job.title}
      </LinkText>
    ),
    sortable: true,
  },
  {
    id: 'requester',
    head: say('jobs.requester'),
    value: (job) => job.organisation.name,
    cell: (job) => <div className="min-w-28">{job.organisation.name}</div>,
    sortable: true,
  },
  {
    id: 'state',
    head: say('jobs.state'),
    value: (job) => jobWord(job),
    cell: (job) => (
      <div className="flex whitespace-nowrap">
        <JobStatus job={job} short />
      </div>
    ),
    sortable: true,
  },
  {
    id: 'waits',
    head: say('jobs.waitsFor'),
    value: (job) => waitsForNow(job),
    cell: (job) => <div className="min-w-36">{waitsForNow(job)}</div>,
  },
  {
    id: 'since',
    head: say('jobs.sinceHead'),
    value: (job) => job.stateSince.toISOString(),
    cell: (job) => <Time at={job.stateSince} />,
    sortable: true,
  },
];

/** What was asked in one collaboration, and where each stands. */
export function JobTable({ collaboration }: { readonly collaboration: string }) {
  const trpc = useTRPC();
  const { can } = useMe();
  const jobs = useQuery(trpc.job.list.queryOptions({ collaboration }, { refetchInterval: lookMs }));
  const ask = `/c/${collaboration}/questions`;
  return (
    <>
      <PageHeader
        title={say('nav.jobs')}
        trust={<PlatformSays />}
        actions={
          can('analyst') ? (
            <Button variant="filled" asChild>
              <Link href={ask}>{say('nav.question')}</Link>
            </Button>
          ) : null
        }
      />
      <Loaded query={jobs} rows={5}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              what={say('jobs.empty.what')}
              why={say('jobs.empty.why')}
              action={<LinkText href={ask}>{say('gallery.see')}</LinkText>}
              example={[
                say('inbox.example.asks'),
                say('inbox.example.learns'),
                say('inbox.example.expires'),
              ]}
            />
          ) : (
            <DataTable
              caption={say('nav.jobs')}
              columns={columns}
              items={rows}
              itemKey={(job) => job.id}
              filterLabel={say('jobs.filter')}
              sort="-since"
            />
          )
        }
      </Loaded>
    </>
  );
}
