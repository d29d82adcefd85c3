'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hashSchema } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';

interface EraseDialogProps {
  readonly name: string;
  readonly version: number;
  readonly manifest: string;
}

/** Removes the platform's copy of one version's sealed file, and says what that leaves. */
export function EraseDialog({ name, version, manifest }: EraseDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const erase = useMutation(
    trpc.dataset.erase.mutationOptions({
      onSuccess: () => setOpen(false),
      onSettled: () => cache.invalidateQueries(),
    }),
  );
  return (
    <Dialog
      title={say('actions.erase.title', { name, version })}
      description={say('actions.erase.what')}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="danger-outline">{say('actions.erase')}</Button>}
      actions={
        <>
          <Button onClick={() => setOpen(false)}>{say('sign.back')}</Button>
          <Button
            variant="danger-outline"
            disabled={erase.isPending}
            onClick={() => erase.mutate({ manifest: hashSchema.parse(manifest) })}
          >
            {say('actions.erase.button')}
          </Button>
        </>
      }
    >
      <div className="grid gap-2 text-body">
        <h3 className="text-table font-medium">{say('actions.erase.remains')}</h3>
        <ul className="grid list-disc gap-1 pl-5">
          <li>{say('actions.erase.remains.description')}</li>
          <li>{say('actions.erase.remains.results')}</li>
          <li>{say('actions.erase.remains.workers')}</li>
        </ul>
        <p className="text-table text-muted">{say('actions.erase.trust')}</p>
      </div>
      {erase.error === null ? null : <Refusal error={erase.error} />}
    </Dialog>
  );
}
