'use client';

// Who may sign for the organisation, and how that changes: colleagues ask with keys of their own,
// and the people whom the card names sign the next one.

import { useQuery } from '@tanstack/react-query';
import { PartyCard, readSigned } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { KeysProvider } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';
import { KeyCard } from '../../settings/key-card.tsx';
import { KeyRequestEntry } from './key-request-entry.tsx';
import { PendingCard } from './pending-card.tsx';
import { QuorumForm } from './quorum-form.tsx';

export function OrganisationKeys() {
  return (
    <KeysProvider>
      <WithKeys>{(member) => <Keys member={member} />}</WithKeys>
    </KeysProvider>
  );
}

function Keys({ member }: { readonly member: Member }) {
  const trpc = useTRPC();
  const changes = useQuery(trpc.organisation.keyChanges.queryOptions());
  if (changes.error !== null) return <Refusal error={changes.error} />;
  if (changes.data === undefined) return <Skeleton rows={6} />;
  const { requests, pending } = changes.data;
  const card = pending.find((one) => one.type === 'PartyCard');
  const waiting = card === undefined ? undefined : readSigned(PartyCard, card.signed).value;
  return (
    <div>
      <PageHeader
        title={say('orgKeys.title')}
        trust={<TrustSentence kind="none">{say('orgKeys.trust')}</TrustSentence>}
      />
      {card === undefined ? null : <PendingCard member={member} pending={card} />}
      <Section title={say('orgKeys.requests')} note={say('orgKeys.requests.note')}>
        {requests.length === 0 ? (
          <p className="border-y py-3 text-table text-muted">{say('orgKeys.requests.none')}</p>
        ) : (
          <ul className="divide-y border-y">
            {requests.map((request) => (
              <KeyRequestEntry
                key={request.personId}
                member={member}
                asked={request}
                waiting={waiting}
              />
            ))}
          </ul>
        )}
      </Section>
      <KeyCard card={member.party.card} />
      <QuorumForm key={member.party.cardName} member={member} />
    </div>
  );
}
