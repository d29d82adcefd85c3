'use client';

import { useState } from 'react';
import { lowersOf } from '#enclave/participant/index.ts';
import { PartyCard, readSigned, type SignedDocument } from '#enclave/protocol/index.ts';
import { cardOfMember, signCardToo } from '#app/_client/parties/colleagues.ts';
import type { Member } from '#app/_client/session/member.ts';
import { say } from '#app/_text/text.ts';
import { DiffView } from '#app/_ui/diff-view.tsx';
import { Section } from '#app/_ui/section.tsx';
import { PendingActions } from '../../_shared/pending-actions.tsx';
import { useSigners } from '../../_shared/use-signers.ts';
import { cardChanges } from '../../_shared/card-changes.ts';
import { LowerCard, isLowerSaid } from '../../_shared/lower-card.tsx';
import { useCardChange } from './use-card-change.ts';

interface PendingCardProps {
  readonly member: Member;
  readonly pending: { readonly subject: string; readonly signed: SignedDocument };
}

/** A card that a colleague signed: shown by what it changes, before anybody signs it too. */
export function PendingCard({ member, pending: { subject, signed } }: PendingCardProps) {
  const before = cardOfMember(member);
  const after = readSigned(PartyCard, signed).value;
  const { signers = [], error: forged } = useSigners(PartyCard, signed, before.approvers);
  const isMine = member.party.keys.approvers.some((key) => signers.includes(key.keyId));
  const lowers = lowersOf(before, after);
  const [typed, setTyped] = useState('');
  const sign = useCardChange(member, (api) => signCardToo(api, member, signed, lowers));
  return (
    <Section
      title={say('orgKeys.pending')}
      note={say('orgKeys.pending.note', { n: signers.length, m: before.quorum })}
    >
      <DiffView caption={say('orgKeys.pending')} rows={cardChanges(before, after)} />
      {isMine ? null : <LowerCard lowers={lowers} typed={typed} onType={setTyped} />}
      <PendingActions
        subject={subject}
        isMine={isMine}
        canSign={signers.length > 0 && isLowerSaid(lowers, typed)}
        forged={forged}
        sign={sign}
      />
    </Section>
  );
}
