'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hashSchema } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { withdraw } from '#app/_client/acts/withdraw.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';

interface WithdrawDialogProps {
  readonly dataset: string;
  readonly name: string;
}

/** Final for this dataset id, so it says so twice and asks for the touch. */
export function WithdrawDialog({ dataset, name }: WithdrawDialogProps) {
  const { deskOf } = useKeys();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const gone = useMutation({
    mutationFn: (member: Member) => {
      const target = { kind: 'dataset' as const, name: hashSchema.parse(dataset) };
      return withdraw(deskOf(member), [target], 'owner-withdrew');
    },
    onSuccess: () => setOpen(false),
    onSettled: () => cache.invalidateQueries(),
  });
  return (
    <Dialog
      title={say('actions.withdraw.title', { name })}
      description={say('actions.withdraw.what')}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="danger-outline">{say('actions.withdraw')}</Button>}
    >
      <p className="text-body">{say('actions.withdraw.released')}</p>
      <p className="text-body">
        <LinkText href="/pause">{say('actions.withdraw.pause')}</LinkText>
      </p>
      {gone.error === null ? null : <Refusal error={gone.error} />}
      <WithKeys>
        {(member) => (
          <div className="flex flex-wrap justify-end gap-2 border-t pt-4">
            <Button onClick={() => setOpen(false)}>{say('sign.back')}</Button>
            <Button
              variant="danger-outline"
              disabled={gone.isPending}
              onClick={() => gone.mutate(member)}
            >
              {gone.isPending ? say('sign.confirm') : say('actions.withdraw.sign')}
            </Button>
          </div>
        )}
      </WithKeys>
    </Dialog>
  );
}
