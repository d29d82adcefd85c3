import type { Role } from '#server/domain/permissions.ts';
import { say } from '../../_text/text.ts';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';
import { EndSessions } from './end-sessions.tsx';
import { rolesLine } from '../_shared/role-words.ts';

interface PeopleTableProps {
  readonly people: readonly {
    readonly id: string;
    readonly label: string;
    readonly email: string;
    readonly roles: readonly Role[];
    readonly createdAt: Date;
  }[];
  /** Whether this person may end the others' sessions. */
  readonly canEnd: boolean;
}

export function PeopleTable({ people, canEnd }: PeopleTableProps) {
  return (
    <Table caption={say('org.people')} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('org.desk')}</HeadCell>
          <HeadCell>{say('org.email')}</HeadCell>
          <HeadCell>{say('org.roles')}</HeadCell>
          <HeadCell>{say('org.joined')}</HeadCell>
          {canEnd ? <HeadCell>{say('sessions.head')}</HeadCell> : null}
        </tr>
      </TableHead>
      <TableBody>
        {people.map((person) => (
          <Row key={person.id}>
            <RowHead>{person.label}</RowHead>
            <Cell label={say('org.email')} className="break-all">
              {person.email}
            </Cell>
            <Cell label={say('org.roles')}>{rolesLine(person.roles)}</Cell>
            <Cell label={say('org.joined')}>
              <Time at={person.createdAt} />
            </Cell>
            {canEnd ? (
              <Cell>
                <EndSessions person={person.id} label={person.label} />
              </Cell>
            ) : null}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

interface InvitationTableProps {
  readonly invitations: readonly {
    readonly email: string;
    readonly roles: readonly Role[];
    readonly expiresAt: Date;
  }[];
}

export function InvitationTable({ invitations }: InvitationTableProps) {
  return (
    <Table caption={say('org.invitations')} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('org.email')}</HeadCell>
          <HeadCell>{say('org.roles')}</HeadCell>
          <HeadCell>{say('org.openUntil')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {invitations.map((one) => (
          <Row key={`${one.email} ${one.expiresAt.toISOString()}`}>
            <RowHead className="break-all">{one.email}</RowHead>
            <Cell label={say('org.roles')}>{rolesLine(one.roles)}</Cell>
            <Cell label={say('org.openUntil')}>
              <Time at={one.expiresAt} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
