'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { EnclaveError, type Doc, type Hash, type UsagePolicy } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { missingHere } from '#app/_client/parties/colleagues.ts';
import { grantsToo, setPolicy } from '#app/_client/acts/set-policy.ts';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { TypedWord } from '#app/_ui/typed-word.tsx';
import { IndependentNeeded } from '#app/(parley)/_shared/independent-needed.tsx';
import { differencesIn, type Editing } from './editing.ts';

interface SignRuleProps {
  readonly editing: Editing;
  readonly member: Member;
  readonly policy: Doc<UsagePolicy>;
  readonly now: number;
  readonly isEmpty: boolean;
  /** The explicit yes to a broker that does not follow from a known one. */
  readonly acceptsStranger: boolean;
}

/** The rule names the one broker that was verified. */
function brokerOf({ value }: Doc<UsagePolicy>): Hash {
  const [broker] = value.brokers;
  if (broker === undefined) throw new EnclaveError('BROKER_UNVERIFIED', 'none named');
  return broker;
}

/** One touch over exactly the document shown; more than before takes a typed word as well. */
export function SignRule({
  editing,
  member,
  policy,
  now,
  isEmpty,
  acceptsStranger,
}: SignRuleProps) {
  const { deskOf } = useKeys();
  const cache = useQueryClient();
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const rows = differencesIn(editing, policy, now);
  const isWider = rows.some((row) => row.effect === 'wider');
  const isSame = rows.every((row) => row.effect === 'same');
  const sign = useMutation({
    mutationFn: () => setPolicy(deskOf(member), editing, policy, acceptsStranger),
    onSuccess: async ({ isInForce }) => {
      await cache.invalidateQueries();
      // Otherwise it waits for colleagues, and is shown here.
      if (isInForce) router.push(`/datasets/${editing.id}?tab=usage`);
    },
  });
  if (!member.hasPasskey) {
    return (
      <p className="border-t pt-6 text-body">
        {say('sign.noPasskey')}{' '}
        <LinkText href="/settings">{say('decide.noPasskey.button')}</LinkText>
      </p>
    );
  }
  const missing = missingHere(member);
  if (grantsToo(editing, brokerOf(policy)) && missing === 'people') {
    return <p className="border-t pt-6 text-body">{say('sign.severalNeeded')}</p>;
  }
  if (missing === 'independent') {
    return (
      <div className="border-t pt-6">
        <IndependentNeeded />
      </div>
    );
  }
  const canSign =
    !isEmpty && !isSame && (!isWider || typed.trim() === say('edit.wider.word')) && !sign.isPending;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (canSign) sign.mutate();
  };
  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-4 border-t pt-6">
      {isWider ? (
        <TypedWord
          label={say('edit.wider')}
          help={say('edit.wider.told')}
          typed={typed}
          onType={setTyped}
        />
      ) : null}
      {sign.error === null ? null : (
        <div className="w-full">
          <Refusal error={sign.error} />
        </div>
      )}
      <p role="status" className={sign.isSuccess ? 'text-body' : 'sr-only'}>
        {sign.isSuccess
          ? say(sign.data.isInForce ? 'rule.edit.signed' : 'orgKeys.pending.mine')
          : ''}
      </p>
      <div className="flex flex-wrap gap-3">
        <Button asChild>
          <Link href={`/datasets/${editing.id}`}>{say('sign.back')}</Link>
        </Button>
        <Button type="submit" variant="filled" disabled={!canSign}>
          {sign.isPending ? say('sign.confirm') : say('rule.edit.sign')}
        </Button>
      </div>
    </form>
  );
}
