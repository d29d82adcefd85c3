'use client';

// Whom this person has compared. A pin is by party id, the hash of the first key card; what stands
// between that card and the newest is checked here.

import { useQuery } from '@tanstack/react-query';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { comparisonWords, recognitionWords } from '#app/_client/parties/fingerprint-words.ts';
import { KeysProvider, useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { readPartners } from '#app/_client/parties/partners.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';
import { Loaded } from '../../_shared/loaded.tsx';
import { PartnerEntry } from './partner-entry.tsx';
import { WordRows } from './word-rows.tsx';

export function VerifiedPartners() {
  return (
    <KeysProvider>
      <WithKeys>{(member) => <Compared member={member} />}</WithKeys>
    </KeysProvider>
  );
}

function Compared({ member }: { readonly member: Member }) {
  const trpc = useTRPC();
  const { api } = useKeys();
  const me = useQuery(trpc.me.read.queryOptions());
  const { party, name } = member.party;
  const rooms = me.data?.collaborations.filter((one) => one.state === 'joined');
  const partners = useQuery({
    queryKey: ['partners', party, rooms?.map((room) => room.id).join(' ')],
    queryFn: () => readPartners(api, rooms ?? [], party),
    enabled: rooms !== undefined,
  });
  if (me.error !== null) return <Refusal error={me.error} />;
  const isPinned = (id: string) => member.memory.pins.some((pin) => pin.party === id);
  const total = partners.data?.length ?? 0;
  return (
    <>
      <PageHeader
        title={say('partners.title')}
        facts={<span>{say('partners.facts')}</span>}
        trust={
          partners.data === undefined ? null : (
            <TrustSentence kind="verified">{say('partners.trust')}</TrustSentence>
          )
        }
      />
      <Section
        title={say('partners.others')}
        note={
          total === 0
            ? undefined
            : say('partners.count', {
                n: partners.data?.filter((one) => isPinned(one.party)).length ?? 0,
                total,
              })
        }
      >
        {rooms === undefined ? (
          <Skeleton rows={4} />
        ) : (
          <Loaded query={partners} rows={4}>
            {(found) =>
              found.length === 0 ? (
                <NobodyYet />
              ) : (
                <ul className="divide-y border-y">
                  {found.map((partner) => (
                    <PartnerEntry key={partner.party} partner={partner} member={member} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        )}
      </Section>
      <Section title={say('partners.own')} note={say('partners.own.note')}>
        <p className="mb-3 flex flex-wrap items-center gap-x-3 text-muted">
          <span className="text-body text-text">{name}</span>
          <span className="text-code">{recognitionWords(party)}</span>
          <Hash value={party} />
        </p>
        <WordRows words={comparisonWords(party)} label={say('words.list', { party: name })} />
      </Section>
    </>
  );
}

function NobodyYet() {
  return (
    <EmptyState
      what={say('partners.empty.what')}
      why={say('partners.empty.why')}
      action={<LinkText href="/c">{say('nav.allCollaborations')}</LinkText>}
      example={[
        say('partners.example.words'),
        say('partners.example.call'),
        say('partners.example.done'),
      ]}
    />
  );
}
