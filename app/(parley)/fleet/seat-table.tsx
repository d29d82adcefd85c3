import { say } from '../../_text/text.ts';
import { Hash } from '../../_ui/hash.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';

interface SeatTableProps {
  readonly seats: readonly {
    readonly mailbox: string;
    readonly broker: string | null;
    readonly seenAt: Date | null;
  }[];
}

/** Where key brokers were heard from; the platform's word. */
export function SeatTable({ seats }: SeatTableProps) {
  return (
    <Table caption={say('fleet.seats')} captionShown stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('fleet.seat')}</HeadCell>
          <HeadCell>{say('fleet.brokerId')}</HeadCell>
          <HeadCell>{say('fleet.seen')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {seats.map(({ mailbox, broker, seenAt }) => (
          <Row key={mailbox}>
            <RowHead className="whitespace-nowrap">{mailbox}</RowHead>
            <Cell label={say('fleet.brokerId')}>
              {broker === null ? null : <Hash value={broker} />}
            </Cell>
            <Cell label={say('fleet.seen')}>
              {seenAt === null ? (
                <span className="text-muted">{say('fleet.never')}</span>
              ) : (
                <Time at={seenAt} />
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
