'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { pinParty } from '#enclave/participant/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { comparisonWords, recognitionWords } from '#app/_client/parties/fingerprint-words.ts';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import type { Partner } from '#app/_client/parties/partners.ts';
import { formatTime, listed } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { Details } from '#app/_ui/details.tsx';
import { FingerprintWords, type ComparisonState } from '#app/_ui/fingerprint-words.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { Status } from '#app/_ui/status.tsx';
import { useTimeZone } from '#app/_ui/time-zone.ts';
import { DifferDialog } from './differ-dialog.tsx';
import { MatchDialog } from './match-dialog.tsx';

function stateOf(partner: Partner, member: Member, zone: string): ComparisonState {
  if (!partner.holds) return { kind: 'changed', signedByEarlier: false };
  const pin = member.memory.pins.find((one) => one.party === partner.party);
  if (pin === undefined) return { kind: 'never' };
  return { kind: 'compared', time: formatTime(new Date(pin.comparedAt * 1000), zone) };
}

/** What the chain of cards says, in words. */
function CardLine({ partner: { card, holds } }: { readonly partner: Partner }) {
  if (!holds) return <p className="text-table text-refused">{say('partners.card.broken')}</p>;
  if (card === undefined) return <p className="text-table text-muted">{say('partners.noCard')}</p>;
  return (
    <p className="text-table text-muted">
      {say('partners.card', { seq: card.seq, keys: card.approvers.length })}{' '}
      {card.seq === 1 ? say('partners.card.first') : say('partners.card.chain')}
    </p>
  );
}

interface PartnerEntryProps {
  readonly partner: Partner;
  readonly member: Member;
}

/**
 * One party: who it says it is, what was checked here, and the words that only people can compare.
 */
export function PartnerEntry({ partner, member }: PartnerEntryProps) {
  const { keep } = useKeys();
  const zone = useTimeZone();
  const [asked, setAsked] = useState<'match' | 'differ'>();
  const { party, name, rooms } = partner;
  const state = stateOf(partner, member, zone);
  const pin = useMutation({
    mutationFn: () => keep(pinParty(member.memory, party, Math.floor(Date.now() / 1000))),
    onSuccess: () => setAsked(undefined),
  });
  const close = (isOpen: boolean) => {
    if (!isOpen) setAsked(undefined);
  };
  const canCompare = state.kind === 'never' && partner.card !== undefined;
  return (
    <li className="grid gap-x-8 gap-y-1 py-4 sm:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <h3 className="text-body font-medium">{name}</h3>
        <p className="flex flex-wrap items-center gap-x-3 text-muted">
          <span className="text-code">{recognitionWords(party)}</span>
          <Hash value={party} />
        </p>
        <p className="text-table text-muted">{say('partners.in', { rooms: listed(rooms) })}</p>
        <CardLine partner={partner} />
      </div>
      <p role="status" className="text-table">
        {state.kind === 'compared' ? (
          <span className="font-medium">{say('partner.compared', state)}</span>
        ) : state.kind === 'never' ? (
          <Status kind="waiting" label={say('partner.unpinned')} />
        ) : (
          <Status kind="refused" />
        )}
      </p>
      <Details
        summary={canCompare ? say('partners.compare') : say('partners.show')}
        open={canCompare}
        className="sm:col-span-2"
      >
        <FingerprintWords
          party={name}
          words={comparisonWords(party)}
          state={state}
          {...(canCompare
            ? { onMatch: () => setAsked('match'), onDiffer: () => setAsked('differ') }
            : {})}
        />
      </Details>
      <MatchDialog
        party={name}
        open={asked === 'match'}
        busy={pin.isPending}
        fault={pin.error === null ? null : <Refusal error={pin.error} />}
        onOpenChange={close}
        onMatch={() => pin.mutate()}
      />
      <DifferDialog party={name} open={asked === 'differ'} onOpenChange={close} />
    </li>
  );
}
