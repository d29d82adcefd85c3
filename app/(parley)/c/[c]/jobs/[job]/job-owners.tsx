'use client';

import { say } from '#app/_text/text.ts';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Status } from '#app/_ui/status.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import { Time } from '#app/_ui/time.tsx';
import type { JobRead } from './job-words.ts';

type Part = JobRead['parts'][number];

interface JobOwnersProps {
  readonly parts: readonly Part[];
  readonly hasEnded: boolean;
}

function Answer({ decision, hasEnded }: Pick<Part, 'decision'> & Pick<JobOwnersProps, 'hasEnded'>) {
  if (decision === 'approve') return <Status kind="signed" label={say('job.answer.approve')} />;
  if (decision === 'deny') return <Status kind="refused" label={say('job.answer.deny')} />;
  // Nobody waits for an answer to a job that has ended.
  if (hasEnded) return <span className="text-muted">{say('job.answer.none')}</span>;
  return <Status kind="waiting" label={say('job.answer.waiting')} />;
}

export function JobOwners({ parts, hasEnded }: JobOwnersProps) {
  return (
    <Section title={say('job.owners')}>
      <Table caption={say('job.owners.caption')} stacked>
        <TableHead>
          <tr>
            <HeadCell>{say('job.owners.owner')}</HeadCell>
            <HeadCell>{say('job.owners.dataset')}</HeadCell>
            <HeadCell>{say('job.owners.answer')}</HeadCell>
            <HeadCell>{say('job.owners.when')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {parts.map(({ alias, organisation, dataset, decision, decidedAt }) => (
            <Row key={alias}>
              <RowHead>{organisation.name}</RowHead>
              <Cell label={say('job.owners.dataset')}>
                <LinkText href={`/datasets/${dataset.id}`}>{dataset.name}</LinkText>
              </Cell>
              <Cell label={say('job.owners.answer')}>
                <Answer decision={decision} hasEnded={hasEnded} />
              </Cell>
              <Cell label={say('job.owners.when')}>
                {decidedAt === null ? null : <Time at={decidedAt} />}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}
