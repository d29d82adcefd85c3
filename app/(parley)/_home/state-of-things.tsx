'use client';

// How things stand, as far as this person's roles go.

import { useQuery } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Section } from '../../_ui/section.tsx';
import { Time } from '../../_ui/time.tsx';
import { jobHref } from '../_shared/job-facts.ts';
import { JobStatus } from '../_shared/job-status.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { useMe } from '../_shared/use-me.ts';
import { JobRows } from '../_shared/job-rows.tsx';
import { OwnData } from './own-data.tsx';

const shownMax = 6;

function RecentJobs() {
  const trpc = useTRPC();
  const recent = useQuery(trpc.job.recent.queryOptions());
  return (
    <Section title={say('home.recent')}>
      <Loaded query={recent} rows={4}>
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

interface PlaceProps {
  readonly title: string;
  readonly note: string;
  readonly links: readonly { readonly href: string; readonly label: string }[];
}

function Places({ title, note, links }: PlaceProps) {
  return (
    <Section title={title} note={note}>
      <ul className="flex flex-wrap gap-x-6 gap-y-2 text-table">
        {links.map((link) => (
          <li key={link.href}>
            <LinkText href={link.href} className="max-sm:inline-block max-sm:py-2">
              {link.label}
            </LinkText>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function StateOfThings() {
  const { can } = useMe();
  return (
    <>
      {can('owner') ? <OwnData /> : null}
      <RecentJobs />
      {can('admin') ? (
        <Places
          title={say('role.admin')}
          note={say('admin.cannot')}
          links={[
            { href: '/organisation', label: say('home.people') },
            { href: '/fleet', label: say('nav.fleet') },
            { href: '/activity', label: say('nav.activity') },
          ]}
        />
      ) : null}
      {can('auditor') ? (
        <Places
          title={say('role.auditor')}
          note={say('home.auditor.note')}
          links={[
            { href: '/broker-log', label: say('nav.brokerLog') },
            { href: '/verify', label: say('nav.verify') },
            { href: '/activity', label: say('nav.activity') },
          ]}
        />
      ) : null}
    </>
  );
}
