import Link from 'next/link';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Section } from '../../_ui/section.tsx';
import { Time } from '../../_ui/time.tsx';
import { jobHref, type ListedJob } from '../_shared/job-facts.ts';
import { JobRows } from '../_shared/job-rows.tsx';

const shownMax = 5;

/** What waits for the organisation's decision, the oldest first. */
export function Decisions({ jobs }: { readonly jobs: readonly ListedJob[] }) {
  const [oldest] = jobs;
  return (
    <Section
      title={say('home.decisions')}
      note={say('nav.inboxWaiting', { n: jobs.length })}
      actions={
        oldest === undefined ? null : (
          <Button variant="filled" asChild>
            <Link href={jobHref(oldest, '/approve')}>{say('inbox.oldest')}</Link>
          </Button>
        )
      }
    >
      <JobRows
        rows={jobs.slice(0, shownMax).map((job) => ({
          id: job.id,
          title: job.title,
          href: jobHref(job, '/approve'),
          action: say('inbox.review'),
          line: (
            <>
              {say('inbox.asks', { party: job.organisation.name })}, {say('jobs.since')}{' '}
              <Time at={job.stateSince} />
            </>
          ),
        }))}
      />
      {jobs.length > shownMax ? (
        <p className="mt-3 text-table">
          <LinkText href="/inbox">{say('home.allDecisions', { n: jobs.length })}</LinkText>
        </p>
      ) : null}
    </Section>
  );
}
