'use client';

import { useMutation } from '@tanstack/react-query';
import type { Hash } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { withdraw } from '#app/_client/acts/withdraw.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';

interface WithdrawApprovalProps {
  readonly member: Member;
  readonly approval: Hash;
  readonly onDone: () => void;
}

/** One's own yes taken back: it works until the keys are released. */
export function WithdrawApproval({ member, approval, onDone }: WithdrawApprovalProps) {
  const { deskOf } = useKeys();
  const taken = useMutation({
    mutationFn: () => withdraw(deskOf(member), [{ kind: 'approval', name: approval }], 'withdrawn'),
    onSuccess: onDone,
  });
  return (
    <div className="mt-2 grid justify-items-start gap-3">
      {taken.error === null ? null : <Refusal error={taken.error} />}
      <Button disabled={taken.isPending} onClick={() => taken.mutate()}>
        {taken.isPending ? say('sign.confirm') : say('decide.withdraw')}
      </Button>
      <p className="text-table text-muted">{say('decide.withdraw.what')}</p>
    </div>
  );
}
