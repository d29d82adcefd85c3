'use client';

import { useMutation } from '@tanstack/react-query';
import { signOut } from 'next-auth/react';
import { Refusal } from '../../_frame/refusal.tsx';
import { forgetDevice } from '../../_client/session/vault.ts';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { Section } from '../../_ui/section.tsx';

/** Signing out everywhere: for a browser that was left somewhere. */
export function Sessions() {
  const trpc = useTRPC();
  const end = useMutation(
    trpc.me.endSessions.mutationOptions({
      onSuccess: async () => {
        await forgetDevice();
        await signOut({ callbackUrl: '/sign-in' });
      },
    }),
  );
  return (
    <Section title={say('sessions.title')} note={say('sessions.note')}>
      {end.error === null ? null : <Refusal error={end.error} />}
      <Button disabled={end.isPending} onClick={() => end.mutate()}>
        {say('sessions.end')}
      </Button>
    </Section>
  );
}
