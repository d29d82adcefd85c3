import type { JobState } from '#server/domain/job-state.ts';
import { say } from '#app/_text/text.ts';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import { Time } from '#app/_ui/time.tsx';

interface JobsTabProps {
  readonly jobs: readonly {
    readonly id: string;
    readonly title: string;
    readonly state: JobState;
    readonly createdAt: Date;
  }[];
  readonly collaboration: string;
}

/** Jobs that named this dataset. */
export function JobsTab({ jobs, collaboration }: JobsTabProps) {
  const unique = [...new Map(jobs.map((job) => [job.id, job])).values()];
  if (unique.length === 0) {
    return (
      <EmptyState
        what={say('data.noJobs')}
        why={say('data.noJobs.why')}
        action={<LinkText href={`/c/${collaboration}/jobs`}>{say('jobs.all')}</LinkText>}
      />
    );
  }
  return (
    <Table caption={say('nav.jobs')}>
      <TableHead>
        <tr>
          <HeadCell>{say('jobs.title')}</HeadCell>
          <HeadCell>{say('jobs.state')}</HeadCell>
          <HeadCell>{say('jobs.made')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {unique.map((job) => (
          <Row key={job.id}>
            <RowHead>
              <LinkText href={`/c/${collaboration}/jobs/${job.id}`}>{job.title}</LinkText>
            </RowHead>
            <Cell>{say(`jobs.word.${job.state}`)}</Cell>
            <Cell>
              <Time at={job.createdAt} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
