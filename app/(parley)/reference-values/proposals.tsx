'use client';

import Link from 'next/link';
import { say } from '../../_text/text.ts';
import { listed } from '../../_text/format.ts';
import type { ReferenceProposal } from '#enclave/participant/index.ts';
import { Button } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../_ui/table.tsx';
import { Time } from '../../_ui/time.tsx';
import { TrustSentence } from '../../_ui/trust-sentence.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { useMe } from '../_shared/use-me.ts';
import { takesUp, useOwnRules, useProposals, type ListedProposal } from './use-proposals.ts';

export function changeWords({ change }: ReferenceProposal): string {
  return change.kind === 'accept'
    ? say('reference.accepts', { formats: listed(change.entries.map(({ format }) => format)) })
    : say('reference.denies', { advisories: listed(change.advisories) });
}

/** Which code is proposed, and which of one's own rules took it up. */
export function Proposals() {
  const { can } = useMe();
  const proposals = useProposals();
  const canPropose = can('admin');
  const propose = (
    <Button asChild>
      <Link href="/reference-values/new">{say('reference.propose')}</Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title={say('nav.reference')}
        facts={<span>{say('reference.facts')}</span>}
        trust={<TrustSentence kind="none">{say('reference.trust')}</TrustSentence>}
        actions={canPropose ? propose : undefined}
      />
      <Loaded query={proposals} rows={6}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState
              what={say('reference.empty.what')}
              why={say('reference.empty.why')}
              action={
                canPropose ? propose : <LinkText href="/review">{say('nav.review')}</LinkText>
              }
            />
          ) : (
            <ProposalTable proposals={found} />
          )
        }
      </Loaded>
    </>
  );
}

function ProposalTable({ proposals }: { readonly proposals: readonly ListedProposal[] }) {
  const rules = useOwnRules();
  return (
    <Table caption={say('nav.reference')} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('reference.proposal')}</HeadCell>
          <HeadCell>{say('reference.change')}</HeadCell>
          <HeadCell>{say('reference.by')}</HeadCell>
          <HeadCell>{say('reference.adopted')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {proposals.map((one) => (
          <Row key={`${one.name} ${one.organisation}`}>
            <RowHead className="align-top">
              <LinkText href={`/reference-values/${one.name}`}>
                {one.proposal?.title ?? say('reference.unreadable')}
              </LinkText>
            </RowHead>
            <Cell className="align-top" label={say('reference.change')}>
              {one.proposal === undefined ? null : changeWords(one.proposal)}
            </Cell>
            <Cell className="align-top" label={say('reference.by')}>
              {one.organisation}
              <span className="block text-muted">
                <Time at={one.at} />
              </span>
            </Cell>
            <Cell className="align-top" label={say('reference.adopted')}>
              <Taken of={one} rules={rules} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

interface TakenProps {
  readonly of: ListedProposal;
  readonly rules: ReturnType<typeof useOwnRules>;
}

function Taken({ of: { proposal, retractedAt }, rules }: TakenProps) {
  if (retractedAt !== null) return <span className="text-muted">{say('reference.withdrawn')}</span>;
  if (rules === undefined || proposal === undefined) return null;
  if (rules.length === 0) return <span className="text-muted">{say('fleet.rules.none')}</span>;
  const n = rules.filter((rule) => takesUp(proposal, rule)).length;
  return say('fleet.rules.some', { n, total: rules.length });
}
