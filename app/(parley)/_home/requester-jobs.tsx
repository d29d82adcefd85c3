import { say } from '../../_text/text.ts';
import { Section } from '../../_ui/section.tsx';
import { Time } from '../../_ui/time.tsx';
import { jobHref, type ListedJob } from '../_shared/job-facts.ts';
import { JobStatus } from '../_shared/job-status.tsx';
import { JobRows } from '../_shared/job-rows.tsx';
import type { RequesterJobLists } from './own-jobs.ts';

interface GroupProps {
  readonly title: string;
  readonly jobs: readonly ListedJob[];
  readonly action: string;
  readonly href: (job: ListedJob) => string;
}

function Group({ title, jobs, action, href }: GroupProps) {
  if (jobs.length === 0) return null;
  return (
    <Section title={title}>
      <JobRows
        rows={jobs.map((job) => ({
          id: job.id,
          title: job.title,
          href: href(job),
          action,
          line: (
            <span className="flex flex-wrap gap-x-3">
              <JobStatus job={job} />
              {job.state === 'AWAITING_APPROVALS' ? null : <Time at={job.stateSince} />}
            </span>
          ),
        }))}
      />
    </Section>
  );
}

/** What the requester's own jobs ask of the requester. */
export function RequesterJobs({ ready, stopped, waiting, drafts }: RequesterJobLists) {
  return (
    <>
      <Group
        title={say('home.ready')}
        jobs={ready}
        action={say('home.openResult')}
        href={(job) => jobHref(job, '/result')}
      />
      <Group
        title={say('home.stopped')}
        jobs={stopped}
        action={say('home.readReason')}
        href={(job) => jobHref(job)}
      />
      <Group
        title={say('home.waiting')}
        jobs={waiting}
        action={say('home.openJob')}
        href={(job) => jobHref(job)}
      />
      <Group
        title={say('home.drafts')}
        jobs={drafts}
        action={say('home.goOn')}
        href={(job) => jobHref(job)}
      />
    </>
  );
}
