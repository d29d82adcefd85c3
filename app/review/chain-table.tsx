'use client';

import type { EndorsementFacts } from '#enclave/attestation/index.ts';
import { formatSize, formatTime } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../_ui/table.tsx';

const timeText = (seconds: number) => formatTime(new Date(seconds * 1000), 'UTC');

const kindWords = {
  certificate: 'review.chain.certificate',
  list: 'review.chain.list',
  other: 'review.chain.other',
} as const;

function what(facts: EndorsementFacts): string {
  return facts.kind === 'statement' ? facts.name : say(kindWords[facts.kind]);
}

function named(facts: EndorsementFacts): readonly string[] {
  switch (facts.kind) {
    case 'certificate': {
      const anchor =
        facts.anchor === undefined ? [] : [say('review.chain.anchor', { name: facts.anchor })];
      const by = facts.issuer === facts.subject ? [] : [say('review.chain.issuer', facts)];
      return [facts.subject, ...by, ...anchor];
    }
    case 'list':
      return [facts.issuer, say('review.chain.revoked', { n: String(facts.revoked) })];
    case 'statement':
      return [];
    case 'other':
      return [formatSize(facts.length)];
  }
}

/** Everything that came with the evidence, with its dates. */
export function ChainTable({ facts }: { readonly facts: readonly EndorsementFacts[] }) {
  if (facts.length === 0) return <p className="text-body text-muted">{say('review.chain.none')}</p>;
  return (
    <Table caption={say('review.tab.chain')} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('review.chain.what')}</HeadCell>
          <HeadCell>{say('review.chain.name')}</HeadCell>
          <HeadCell>{say('review.chain.from')}</HeadCell>
          <HeadCell>{say('review.chain.until')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {facts.map((one, index) => {
          const [name = '', ...more] = named(one);
          return (
            <Row key={index}>
              <RowHead className="align-top whitespace-nowrap">{what(one)}</RowHead>
              <Cell className="align-top break-words" label={say('review.chain.name')}>
                {name}
                {more.map((line) => (
                  <span key={line} className="block text-muted">
                    {line}
                  </span>
                ))}
              </Cell>
              <Cell className="align-top whitespace-nowrap" label={say('review.chain.from')}>
                {one.kind === 'other' ? '' : timeText(one.from)}
              </Cell>
              <Cell className="align-top whitespace-nowrap" label={say('review.chain.until')}>
                {one.kind === 'other' ? '' : timeText(one.until)}
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
