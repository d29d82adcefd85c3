'use client';

import { useMutation } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';

/** An admin's way to stop a stolen session; whoever still has the password can sign in again. */
export function EndSessions({
  person,
  label,
}: {
  readonly person: string;
  readonly label: string;
}) {
  const trpc = useTRPC();
  const end = useMutation(trpc.organisation.endSessions.mutationOptions());
  return (
    <Button
      size="small"
      variant="quiet"
      className="-ml-2.25"
      aria-label={say('sessions.endOf', { label })}
      disabled={end.isPending || end.isSuccess}
      onClick={() => end.mutate({ person })}
    >
      {end.isSuccess ? say('sessions.ended') : say('sessions.end.short')}
    </Button>
  );
}
