'use client';

import type { JobSpec } from '#enclave/protocol/index.ts';
import { say } from '#app/_text/text.ts';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import { DatasetName } from './dataset-name.tsx';
import type { DatasetOf } from './dataset-names.ts';

interface ParameterTableProps {
  readonly job: JobSpec;
  readonly datasetOf: DatasetOf;
}

export function ParameterTable({ job, datasetOf }: ParameterTableProps) {
  const aliases = job.inputs.map(({ alias }) => alias);
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
            <Cell>
              {typeof value === 'string' && aliases.includes(value) ? (
                <DatasetName dataset={datasetOf(value)} />
              ) : (
                String(value)
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
