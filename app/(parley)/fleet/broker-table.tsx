import { say } from '../../_text/text.ts';
import { Hash } from '../../_ui/hash.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';

interface KeyBrokerTableProps {
  readonly brokers: readonly {
    readonly mailbox: string;
    readonly broker: string | null;
    readonly seenAt: Date | null;
  }[];
}

/** Where key brokers were heard from, as the platform says. */
export function KeyBrokerTable({ brokers }: KeyBrokerTableProps) {
  return (
    <Table caption={say('fleet.brokers')} captionShown stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('fleet.place')}</HeadCell>
          <HeadCell>{say('fleet.brokerId')}</HeadCell>
          <HeadCell>{say('fleet.seen')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {brokers.map(({ mailbox, broker, seenAt }) => (
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
