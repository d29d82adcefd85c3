'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hashSchema } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { withdrawHere } from '#app/_client/acts/withdraw.ts';
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
  const { api, keep } = useKeys();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const withdraw = useMutation({
    mutationFn: async (member: Member) => {
      const target = { kind: 'dataset' as const, name: hashSchema.parse(dataset) };
      const memory = await withdrawHere(api, member, [target], 'owner-withdrew');
      await keep(memory).catch(() => undefined);
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
      {withdraw.error === null ? null : <Refusal error={withdraw.error} />}
      <WithKeys>
        {(member) => (
          <div className="flex flex-wrap justify-end gap-2 border-t pt-4">
            <Button onClick={() => setOpen(false)}>{say('sign.back')}</Button>
            <Button
              variant="danger-outline"
              disabled={withdraw.isPending}
              onClick={() => withdraw.mutate(member)}
            >
              {withdraw.isPending ? say('sign.confirm') : say('actions.withdraw.sign')}
            </Button>
          </div>
        )}
      </WithKeys>
    </Dialog>
  );
}
