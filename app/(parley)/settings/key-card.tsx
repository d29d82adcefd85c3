'use client';

import { PartyCard, readSigned, type SignedDocument } from '#enclave/protocol/index.ts';
import { say } from '../../_text/text.ts';
import { Hash } from '../../_ui/hash.tsx';
import { Section } from '../../_ui/section.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';

interface CardLine {
  readonly id: string;
  readonly can: string;
  readonly kind: string;
}

function linesOf(card: PartyCard): readonly CardLine[] {
  const kindOf = (alg: string) =>
    alg === 'ed25519' ? say('keys.kind.plain') : say('keys.kind.site');
  return [
    ...card.approvers.map(({ keyId, alg }) => ({
      id: keyId,
      can: say('keys.card.approves'),
      kind: kindOf(alg),
    })),
    ...card.analysts.map(({ keyId, alg }) => ({
      id: keyId,
      can: say('keys.card.asks'),
      kind: kindOf(alg),
    })),
    ...card.recipients.map(({ recipient }) => ({
      id: recipient,
      can: say('keys.card.reads'),
      kind: say('keys.kind.recipient'),
    })),
  ];
}

/** Who may sign for the organisation, read from its newest card. */
export function KeyCard({ card: signed }: { readonly card: SignedDocument }) {
  const { value: card, name } = readSigned(PartyCard, signed);
  const { quorum, independentMin: independent } = card;
  return (
    <Section title={say('keys.card.title')} note={say('keys.card.quorum', { quorum, independent })}>
      <Table caption={say('keys.card.caption')}>
        <TableHead>
          <tr>
            <HeadCell>{say('keys.card.key')}</HeadCell>
            <HeadCell>{say('keys.card.can')}</HeadCell>
            <HeadCell>{say('keys.card.kind')}</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {linesOf(card).map(({ id, can, kind }) => (
            <Row key={`${id} ${can}`}>
              <RowHead>
                <Hash value={id} />
              </RowHead>
              <Cell>{can}</Cell>
              <Cell>{kind}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 text-table text-muted">
        {say('keys.card.name')} <Hash value={name} />
      </p>
    </Section>
  );
}
