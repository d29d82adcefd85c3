'use client';

import type { JobReview } from '#app/_client/jobs/review.ts';
import { listed } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { Section } from '#app/_ui/section.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import { DatasetName } from './dataset-name.tsx';
import type { DatasetOf } from './dataset-names.ts';

interface LeakReportProps {
  readonly review: JobReview;
  readonly datasetOf: DatasetOf;
}

/** What can come out at most, read off the job's own text. */
export function LeakReport({ review, datasetOf }: LeakReportProps) {
  const own = review.columns.filter((one) => one.own);
  return (
    <Section title={say('decide.leak')}>
      <ul className="flex max-w-measure list-none flex-col gap-1 text-body">
        <li>{say('decide.leak.cells', { n: review.cells })}</li>
        <li>{say('decide.leak.smallest', { k: review.entitiesMin })}</li>
        <li>{say('decide.leak.rounding')}</li>
        <li>{say('decide.leak.receivers', { names: review.receivers.join(', ') })}</li>
      </ul>
      <h3 className="mt-6 text-table font-medium">{say('decide.leak.columns')}</h3>
      <p className="mb-1 max-w-measure text-table text-muted">{say('decide.leak.names')}</p>
      <Table caption={say('decide.leak.caption')} stacked>
        <TableHead>
          <tr>
            <HeadCell>{say('decide.leak.column')}</HeadCell>
            <HeadCell>{say('decide.leak.role')}</HeadCell>
            <HeadCell>{say('decide.leak.dataset')}</HeadCell>
            <HeadCell>{say('decide.leak.owner')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {own.map(({ alias, column, role }) => (
            <Row key={`${alias} ${column} ${role}`}>
              <RowHead>{column}</RowHead>
              <Cell label={say('decide.leak.role')}>
                {say(`schema.role.${role}`)}{' '}
                <span className="text-muted">({say(`schema.use.${role}`)})</span>
              </Cell>
              <Cell label={say('decide.leak.dataset')}>
                <DatasetName dataset={datasetOf(alias)} />
              </Cell>
              <Cell label={say('decide.leak.owner')}>{listed(datasetOf(alias).owners)}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}
