'use client';

// Both answers, of one size, in one row, with the same number of steps: choose, confirm on the
// device.

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { decide, type Answer } from '#app/_client/acts/decide.ts';
import { missingHere } from '#app/_client/parties/colleagues.ts';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { IndependentNeeded } from '#app/(parley)/_shared/independent-needed.tsx';
import { DenyDialog } from './deny-dialog.tsx';
import type { ReviewForDecision } from './review-for-decision.ts';

export interface DecisionBarProps {
  readonly member: Member;
  readonly decision: ReviewForDecision;
  readonly onSigned: (decision: 'approve' | 'deny') => void;
}

export function DecisionBar({ member, decision, onSigned }: DecisionBarProps) {
  const { deskOf } = useKeys();
  const [denying, setDenying] = useState(false);
  const decideAs = useMutation({
    mutationFn: (answer: Answer) => decide(deskOf(member), decision, answer),
    onSuccess: (_name, { word }) => onSigned(word),
  });
  const { fault } = decision.review;
  const final = say(fault === undefined ? 'approve.final' : 'decide.blocked.deny');
  const needsIndependent = member.hasPasskey && missingHere(member) === 'independent';
  const canApprove = fault === undefined && member.hasPasskey && !needsIndependent;
  return (
    <div className="fixed inset-x-0 bottom-0 z-20 border-t bg-surface max-sm:bottom-14 lg:left-[232px]">
      <div className="mx-auto flex max-w-[1264px] flex-col gap-3 px-8 py-4 max-sm:px-4">
        {fault === undefined && !member.hasPasskey ? (
          <p className="text-table">
            {say('decide.noPasskey')}{' '}
            <LinkText href="/settings">{say('decide.noPasskey.button')}</LinkText>
          </p>
        ) : null}
        {fault === undefined && needsIndependent ? <IndependentNeeded /> : null}
        {decideAs.error === null ? null : <Refusal error={decideAs.error} />}
        <div className="flex flex-wrap items-center gap-4">
          <p className="mr-auto max-w-measure text-table text-muted max-sm:hidden">
            {decideAs.isPending ? say('decide.approving') : final}
          </p>
          <Button
            size="large"
            className="min-w-32 max-sm:flex-1"
            disabled={decideAs.isPending || !member.hasPasskey}
            onClick={() => setDenying(true)}
          >
            {say('approve.no')}
          </Button>
          <Button
            size="large"
            className="min-w-32 max-sm:flex-1"
            disabled={decideAs.isPending || !canApprove}
            onClick={() => decideAs.mutate({ word: 'approve' })}
          >
            {say('approve.yes')}
          </Button>
        </div>
      </div>
      <DenyDialog
        open={denying}
        onOpenChange={setDenying}
        onDeny={(reason) => {
          setDenying(false);
          decideAs.mutate({ word: 'deny', reason });
        }}
      />
    </div>
  );
}
