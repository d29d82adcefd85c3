'use client';

import type { JobSpec } from '../../../../../../../enclave-jobs/protocol/index.ts';
import { say } from '../../../../../../_text/text.ts';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../../../_ui/table.tsx';

export function ParameterTable({ job }: { readonly job: JobSpec }) {
  return (
    <Table caption={say('decide.details.caption')}>
      <TableHead>
        <tr>
          <HeadCell>{say('decide.details.name')}</HeadCell>
          <HeadCell>{say('decide.details.value')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {Object.entries(job.params).map(([name, value]) => (
          <Row key={name}>
            <RowHead>{name}</RowHead>
            <Cell>{String(value)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
