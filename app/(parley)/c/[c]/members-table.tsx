'use client';

import { recognitionWords } from '#app/_client/parties/fingerprint-words.ts';
import { listed } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import type { Member } from '../../_shared/collaboration-members.ts';
import { MemberState } from '../../_shared/member-state.tsx';
import { useMe } from '../../_shared/use-me.ts';

interface OwnedDataset {
  readonly name: string;
  readonly organisation: { readonly party: string | null };
}

interface MembersTableProps {
  readonly members: readonly Member[];
  /** Undefined while they are on their way. */
  readonly datasets: readonly OwnedDataset[] | undefined;
}

export function MembersTable({ members, datasets }: MembersTableProps) {
  const { party: own } = useMe();
  const datasetsOf = (party: string) =>
    (datasets ?? []).flatMap((one) => (one.organisation.party === party ? one.name : []));
  return (
    <Table caption={say('nav.members')}>
      <TableHead>
        <tr>
          <HeadCell>{say('members.organisation')}</HeadCell>
          <HeadCell>{say('members.words')}</HeadCell>
          <HeadCell>{say('nav.datasets')}</HeadCell>
          <HeadCell>{say('members.state')}</HeadCell>
          <HeadCell className="relative">
            <span className="sr-only">{say('members.compare')}</span>
          </HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {members.map(({ party, name, state }) => {
          const isOwn = party === own;
          const names = datasetsOf(party);
          return (
            <Row key={party}>
              <RowHead>{isOwn ? say('party.you', { name }) : name}</RowHead>
              <Cell className="text-code whitespace-nowrap text-muted">
                {recognitionWords(party)}
              </Cell>
              <Cell className="text-muted">
                {datasets === undefined
                  ? say('common.loading')
                  : names.length === 0
                    ? say('members.noData')
                    : listed(names)}
              </Cell>
              <Cell className="whitespace-nowrap">
                <div className="flex">
                  <MemberState state={state} />
                </div>
              </Cell>
              <Cell className="text-right whitespace-nowrap">
                {isOwn ? null : (
                  <LinkText href="/organisation/verified-partners">
                    {say('members.compare')}
                  </LinkText>
                )}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
