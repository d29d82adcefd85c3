'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  UsagePolicy,
  readSigned,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { coSignPolicy } from '#app/_client/acts/set-policy.ts';
import { builtTemplates } from '#app/_client/session/build-facts.ts';
import { cardOfMember } from '#app/_client/parties/colleagues.ts';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { isMadeFromChoices } from '#app/_policy/next-rule.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { TypedWord } from '#app/_ui/typed-word.tsx';
import { Section } from '#app/_ui/section.tsx';
import { PendingActions } from '#app/(parley)/_shared/pending-actions.tsx';
import { useSigners } from '#app/(parley)/_shared/use-signers.ts';
import { differencesIn, type Editing } from './editing.ts';
import { RuleChange } from './rule-change.tsx';

interface PendingRuleProps {
  readonly editing: Editing;
  readonly member: Member;
  readonly now: number;
  /** Verified in this page. */
  readonly broker: Hash;
}

/** A rule for this dataset that a colleague signed, by what it changes. */
export function PendingRule(props: PendingRuleProps) {
  const trpc = useTRPC();
  const changes = useQuery(trpc.organisation.keyChanges.queryOptions());
  const found = changes.data?.pending.find(
    (one) => one.type === 'UsagePolicy' && one.subject === props.editing.id,
  );
  return found === undefined ? null : <Waiting {...props} signed={found.signed} />;
}

function Waiting({ signed, ...props }: PendingRuleProps & { readonly signed: SignedDocument }) {
  const { editing, member, now } = props;
  const cache = useQueryClient();
  const { deskOf } = useKeys();
  const policy = readSigned(UsagePolicy, signed);
  const card = cardOfMember(member);
  const { signers = [], error: forged } = useSigners(UsagePolicy, signed, card.approvers);
  const isMine = member.party.keys.approvers.some((key) => signers.includes(key.keyId));
  const context = {
    registry: builtTemplates(),
    collaboration: editing.collaboration,
    broker: props.broker,
    table: editing.table,
    now,
  };
  const isOurs = isMadeFromChoices(policy, editing.manifest, context, editing.policy);
  const isWider = differencesIn(editing, policy, now).some((row) => row.effect === 'wider');
  const [typed, setTyped] = useState('');
  const isSaid = !isWider || typed.trim() === say('edit.wider.word');
  const sign = useMutation({
    mutationFn: () => coSignPolicy(deskOf(member), policy),
    onSuccess: () => cache.invalidateQueries(),
  });
  const m = card.quorum;
  return (
    <Section
      title={say('edit.pending')}
      note={say('orgKeys.pending.note', { n: signers.length, m })}
    >
      <RuleChange editing={editing} next={policy} now={now} />
      {isOurs ? null : (
        <p role="alert" className="mt-4 max-w-measure text-table text-refused">
          {say('edit.pending.foreign')}
        </p>
      )}
      {isOurs && isWider && !isMine ? (
        <div className="mt-4">
          <TypedWord label={say('edit.wider')} typed={typed} onType={setTyped} />
        </div>
      ) : null}
      <PendingActions
        subject={policy.value.dataset}
        isMine={isMine}
        canSign={isOurs && isSaid && signers.length > 0}
        forged={forged}
        sign={sign}
      />
    </Section>
  );
}
