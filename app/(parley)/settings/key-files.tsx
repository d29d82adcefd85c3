'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Section } from '../../_ui/section.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';

export function KeyFiles() {
  const trpc = useTRPC();
  const files = useQuery(trpc.me.keyFiles.queryOptions());
  if (files.data === undefined || files.data.length === 0) return null;
  return (
    <Section title={say('keys.list.title')}>
      <Table caption={say('keys.list.caption')}>
        <TableHead>
          <tr>
            <HeadCell>{say('keys.list.label')}</HeadCell>
            <HeadCell>{say('keys.list.kind')}</HeadCell>
            <HeadCell>{say('keys.list.made')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {files.data.map(({ id, label, kind, createdAt }) => (
            <Row key={id}>
              <RowHead>{label}</RowHead>
              <Cell>
                {kind === 'passkey' ? say('keys.kind.passkey') : say('keys.kind.passphrase')}
              </Cell>
              <Cell>
                <Time at={createdAt} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  );
}
