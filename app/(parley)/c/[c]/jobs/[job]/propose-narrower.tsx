'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '#app/_frame/refusal.tsx';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { Field } from '#app/_ui/field.tsx';
import { TextArea } from '#app/_ui/input.tsx';

interface ProposeNarrowerProps {
  readonly job: string;
  /** In words of the question. */
  readonly what: string;
}

/** What an owner would rather be asked; it signs nothing and changes nothing of this job. */
export function ProposeNarrower({ job, what }: ProposeNarrowerProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const send = useMutation(
    trpc.job.addNote.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await cache.invalidateQueries(trpc.job.notes.queryFilter({ job }));
      },
    }),
  );
  return (
    <Dialog
      title={say('discuss.narrower')}
      description={say('discuss.narrower.what')}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{say('discuss.narrower')}</Button>}
      actions={
        <>
          <Button onClick={() => setOpen(false)}>{say('decide.deny.back')}</Button>
          <Button
            variant="filled"
            disabled={send.isPending}
            onClick={() => send.mutate({ job, text, narrower: { withoutGrouping: true } })}
          >
            {say('discuss.narrower.send')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-body font-medium">{what}</p>
        <Field label={say('discuss.narrower.why')}>
          {(control) => (
            <TextArea
              {...control}
              maxLength={1000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {send.error === null ? null : <Refusal error={send.error} />}
      </div>
    </Dialog>
  );
}
