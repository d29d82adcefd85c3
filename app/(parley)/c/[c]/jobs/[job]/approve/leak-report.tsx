'use client';

import type { JobReview } from '../../../../../../_participant/review.ts';
import { say } from '../../../../../../_text/text.ts';
import { Section } from '../../../../../../_ui/section.tsx';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../../../_ui/table.tsx';

/** What can come out at most, read off the job's own text. */
export function LeakReport({ review }: { readonly review: JobReview }) {
  const own = review.columns.filter((one) => one.own);
  return (
    <Section title={say('decide.leak')}>
      <ul className="flex max-w-measure list-none flex-col gap-1 text-body">
        <li>{say('decide.leak.cells', { n: review.cells })}</li>
        <li>{say('decide.leak.smallest', { k: review.job.value.release.entitiesMin })}</li>
        <li>{say('decide.leak.rounding')}</li>
        <li>{say('decide.leak.receivers', { names: review.receivers.join(', ') })}</li>
      </ul>
      <h3 className="mt-4 text-table text-muted">{say('decide.leak.columns')}</h3>
      <Table caption={say('decide.leak.caption')}>
        <TableHead>
          <tr>
            <HeadCell>{say('decide.leak.column')}</HeadCell>
            <HeadCell>{say('decide.leak.role')}</HeadCell>
            <HeadCell>{say('decide.leak.dataset')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {own.map(({ alias, column, role }) => (
            <Row key={`${alias} ${column} ${role}`}>
              <RowHead>{column}</RowHead>
              <Cell>{say(`schema.role.${role}`)}</Cell>
              <Cell>{alias}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}
