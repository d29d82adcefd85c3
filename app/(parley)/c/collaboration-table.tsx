'use client';

import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/router.ts';
import { listed } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { Hash } from '../../_ui/hash.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';
import { useMe } from '../_shared/use-me.ts';

type Listed = inferRouterOutputs<AppRouter>['collaboration']['list'][number];

/** Collaborations that the organisation has joined. */
export function CollaborationTable({ rows }: { readonly rows: readonly Listed[] }) {
  const { party } = useMe();
  return (
    <Table caption={say('nav.collaborations')}>
      <TableHead>
        <tr>
          <HeadCell>{say('collab.name')}</HeadCell>
          <HeadCell>{say('nav.members')}</HeadCell>
          <HeadCell numeric>{say('collab.joinedCount')}</HeadCell>
          <HeadCell>{say('collab.memberSince')}</HeadCell>
          <HeadCell>{say('collab.id')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => {
          const own = row.members.find((member) => member.organisation.party === party);
          const joined = row.members.filter((member) => member.state === 'joined').length;
          return (
            <Row key={row.id}>
              <RowHead>
                <LinkText href={`/c/${row.id}`}>{row.name}</LinkText>
              </RowHead>
              <Cell className="min-w-56 text-muted">
                {listed(row.members.map((member) => member.organisation.name))}
              </Cell>
              <Cell numeric>
                {say('collab.ofMembers', { n: joined, total: row.members.length })}
              </Cell>
              <Cell>
                <Time at={own?.since ?? row.createdAt} />
              </Cell>
              <Cell className="relative">
                <Hash value={row.id} />
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
