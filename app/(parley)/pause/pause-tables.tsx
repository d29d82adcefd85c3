import { formatCount } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { LinkText } from '../../_ui/link-text.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Status } from '../../_ui/status.tsx';
import { Time } from '../../_ui/time.tsx';
import type { StoppedDataset, UsedDataset } from './use-own-use.ts';

export function UsedTable({ used }: { readonly used: readonly UsedDataset[] }) {
  return (
    <Table caption={say('pause.table')}>
      <TableHead>
        <tr>
          <HeadCell>{say('pause.dataset')}</HeadCell>
          <HeadCell>{say('pause.until')}</HeadCell>
          <HeadCell numeric>{say('pause.waiting')}</HeadCell>
          <HeadCell numeric>{say('pause.released')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {used.map(({ id, name, expires, waiting, released }) => (
          <Row key={id}>
            <RowHead>
              <LinkText href={`/datasets/${id}`}>{name}</LinkText>
            </RowHead>
            <Cell>
              {expires === undefined ? (
                <span className="text-muted">{say('data.unread')}</span>
              ) : (
                <Time at={expires} />
              )}
            </Cell>
            <Cell numeric>{formatCount(waiting.length)}</Cell>
            <Cell numeric>{formatCount(released.length)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

export function StoppedTable({ stopped }: { readonly stopped: readonly StoppedDataset[] }) {
  return (
    <Table caption={say('pause.stopped.table')}>
      <TableHead>
        <tr>
          <HeadCell>{say('pause.dataset')}</HeadCell>
          <HeadCell>{say('data.state')}</HeadCell>
          <HeadCell>{say('pause.since')}</HeadCell>
          <HeadCell>{say('pause.next')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {stopped.map(({ id, name, since, isFinal }) => (
          <Row key={id}>
            <RowHead>
              <LinkText href={`/datasets/${id}`}>{name}</LinkText>
            </RowHead>
            <Cell>
              {isFinal ? (
                <Status kind="refused" label={say('pause.final')} />
              ) : (
                <Status kind="paused" />
              )}
            </Cell>
            <Cell>
              <Time at={since} />
            </Cell>
            <Cell>
              {isFinal ? (
                <LinkText href="/datasets/new">{say('data.add')}</LinkText>
              ) : (
                <LinkText href={`/datasets/${id}/policy/edit`}>{say('pause.resumeOne')}</LinkText>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
