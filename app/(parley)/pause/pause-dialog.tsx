'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../../_frame/refusal.tsx';
import { WithKeys } from '../../_keys/open-keys.tsx';
import { useKeys } from '../../_client/session/keys-context.tsx';
import type { Member } from '../../_client/session/member.ts';
import { withdraw, withdrawalsPerTouch } from '../../_client/acts/withdraw.ts';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Dialog } from '../../_ui/dialog.tsx';
import type { UsedDataset } from './use-own-use.ts';

const count = (used: readonly UsedDataset[], of: 'waiting' | 'released') =>
  new Set(used.flatMap((one) => one[of]).map((job) => job.id)).size;

interface PauseDialogProps {
  readonly used: readonly UsedDataset[];
  readonly onDone: (datasets: number) => void;
}

/** Says what stops and what cannot, then asks for the touch. */
export function PauseDialog({ used, onDone }: PauseDialogProps) {
  const { deskOf } = useKeys();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const pause = useMutation({
    mutationFn: async (member: Member) => {
      const targets = used.map(({ policy }) => ({ kind: 'policy' as const, name: policy }));
      await withdraw(deskOf(member), targets, 'owner-paused');
      return targets.length;
    },
    onSuccess: (datasets) => {
      setOpen(false);
      onDone(datasets);
    },
    // Batches that were handed in before a fault have stopped what they name.
    onSettled: () => cache.invalidateQueries(),
  });
  return (
    <Dialog
      title={say('pause.title')}
      description={say('pause.effect', {
        d: used.length,
        n: count(used, 'waiting'),
        m: count(used, 'released'),
      })}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="danger-outline">{say('pause.button')}</Button>}
    >
      <ul className="divide-y border-y text-table">
        {used.map(({ id, name }) => (
          <li key={id} className="py-1.5">
            {name}
          </li>
        ))}
      </ul>
      <p className="text-body">{say('pause.resume')}</p>
      {pause.error === null ? null : <Refusal error={pause.error} />}
      <WithKeys>
        {(member) => (
          <div className="grid gap-3 border-t pt-4">
            <p className="text-table text-muted">
              {say('pause.one', { n: Math.ceil(used.length / withdrawalsPerTouch) })}
            </p>
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={() => setOpen(false)}>{say('sign.back')}</Button>
              <Button
                variant="danger-outline"
                disabled={pause.isPending}
                onClick={() => pause.mutate(member)}
              >
                {pause.isPending ? say('sign.confirm') : say('pause.sign')}
              </Button>
            </div>
          </div>
        )}
      </WithKeys>
    </Dialog>
  );
}
