import type { UsagePolicy } from '#enclave/protocol/index.ts';
import { formatCount } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { Hash } from '#app/_ui/hash.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '#app/_ui/table.tsx';
import { Time } from '#app/_ui/time.tsx';

interface PolicyChainProps {
  readonly policies: ReadonlyMap<string, UsagePolicy>;
  readonly current: string | null;
}

/** The signed rules of one dataset, the newest first. Rules do not say when they were signed. */
export function PolicyChain({ policies, current }: PolicyChainProps) {
  const chain = [...policies].sort(([, a], [, b]) => b.seq - a.seq);
  return (
    <Table caption={say('rule.chain')}>
      <TableHead>
        <tr>
          <HeadCell numeric>{say('rule.seq')}</HeadCell>
          <HeadCell>{say('rule.document')}</HeadCell>
          <HeadCell>{say('rule.follows')}</HeadCell>
          <HeadCell numeric>{say('rule.smallest')}</HeadCell>
          <HeadCell numeric>{say('rule.jobsHead')}</HeadCell>
          <HeadCell>{say('data.ruleUntil')}</HeadCell>
          <HeadCell>{say('data.state')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {chain.map(([name, rule]) => (
          <Row key={name}>
            <RowHead className="text-right">{rule.seq}</RowHead>
            <Cell className="relative">
              <Hash value={name} />
            </Cell>
            <Cell className="relative whitespace-nowrap">
              {rule.previous === undefined ? (
                <span className="text-muted">{say('rule.first')}</span>
              ) : (
                <Hash value={rule.previous} />
              )}
            </Cell>
            <Cell numeric>{formatCount(rule.thresholds.entitiesMin)}</Cell>
            <Cell numeric>{formatCount(rule.threshold.jobsMax)}</Cell>
            <Cell>
              <Time at={new Date(rule.expires * 1000)} />
            </Cell>
            <Cell className="text-muted">
              {say(name === current ? 'rule.newest' : 'rule.replaced')}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
