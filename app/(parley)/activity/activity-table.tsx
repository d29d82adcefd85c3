import { say } from '../../_text/text.ts';
import { Hash } from '../../_ui/hash.tsx';
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';
import { isHash } from '../_shared/hash-address.ts';
import { actionWords } from './action-words.ts';

interface ActivityTableProps {
  readonly rows: readonly {
    readonly id: string;
    readonly actor: string;
    readonly action: string;
    readonly subject: string | null;
    readonly at: Date;
  }[];
}

function Subject({ subject }: { readonly subject: string | null }) {
  if (subject === null) return <span className="text-faint">{say('activity.noSubject')}</span>;
  return isHash(subject) ? <Hash value={subject} /> : <span className="break-all">{subject}</span>;
}

/** The newest first. */
export function ActivityTable({ rows }: ActivityTableProps) {
  return (
    <Table caption={say('nav.activity')}>
      <TableHead>
        <tr>
          <HeadCell>{say('activity.time')}</HeadCell>
          <HeadCell>{say('activity.who')}</HeadCell>
          <HeadCell>{say('activity.what')}</HeadCell>
          <HeadCell>{say('activity.subject')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell>
              <Time at={row.at} />
            </Cell>
            <Cell>{row.actor}</Cell>
            <Cell>{actionWords(row.action)}</Cell>
            <Cell className="relative">
              <Subject subject={row.subject} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
