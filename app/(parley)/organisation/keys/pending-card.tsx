'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  PartyCard,
  bytesOf,
  parseDocument,
  type SignedDocument,
} from '../../../../enclave-jobs/protocol/index.ts';
import { Refusal } from '../../../_frame/refusal.tsx';
import { cardOfMember, signCardToo } from '../../../_participant/colleagues.ts';
import type { Member } from '../../../_participant/member.ts';
import { say } from '../../../_text/text.ts';
import { useTRPC } from '../../../_trpc/trpc.tsx';
import { Button } from '../../../_ui/button.tsx';
import { DiffView } from '../../../_ui/diff-view.tsx';
import { Section } from '../../../_ui/section.tsx';
import { useSigners } from '../../_shared/use-signers.ts';
import { cardChanges } from './card-changes.ts';
import { useCardChange } from './use-card-change.ts';

interface PendingCardProps {
  readonly member: Member;
  readonly pending: { readonly subject: string; readonly signed: SignedDocument };
}

/** A card that a colleague signed: shown by what it changes, before anybody signs it too. */
export function PendingCard({ member, pending: { subject, signed } }: PendingCardProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const before = cardOfMember(member);
  const after = parseDocument(PartyCard, bytesOf(signed.document)).value;
  const { signers = [], error: forged } = useSigners(PartyCard, signed, before.approvers);
  const isMine = member.party.keys.approvers.some((key) => signers.includes(key.keyId));
  const sign = useCardChange(member, (api) => signCardToo(api, member, signed));
  const drop = useMutation(
    trpc.organisation.dropPending.mutationOptions({ onSuccess: () => cache.invalidateQueries() }),
  );
  const error = forged ?? sign.error ?? drop.error;
  return (
    <Section
      title={say('orgKeys.pending')}
      note={say('orgKeys.pending.note', { n: signers.length, m: before.quorum })}
    >
      <DiffView caption={say('orgKeys.pending')} rows={cardChanges(before, after)} />
      {error === null ? null : <Refusal error={error} />}
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button onClick={() => drop.mutate({ subject })} disabled={drop.isPending}>
          {say('orgKeys.pending.drop')}
        </Button>
        {isMine ? (
          <p className="text-table text-muted">{say('orgKeys.pending.mine')}</p>
        ) : (
          <Button
            variant="filled"
            disabled={sign.isPending || signers.length === 0}
            onClick={() => sign.mutate()}
          >
            {sign.isPending ? say('sign.confirm') : say('orgKeys.pending.sign')}
          </Button>
        )}
      </div>
    </Section>
  );
}
