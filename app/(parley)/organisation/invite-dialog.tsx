'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { Dialog } from '../../_ui/dialog.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { InviteForm } from './invite-form.tsx';

/** Invites one person. The link is shown once: only its hash stays on the platform. */
export function InviteDialog() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const invite = useMutation(
    trpc.organisation.invite.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.organisation.pathFilter()),
    }),
  );
  const turn = (next: boolean) => {
    setOpen(next);
    if (next) invite.reset();
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={turn}
      trigger={<Button variant="filled">{say('org.invite')}</Button>}
      title={say('org.invite.title')}
      description={say('org.invite.what')}
    >
      {invite.data === undefined ? (
        <InviteForm
          isBusy={invite.isPending}
          error={invite.error}
          onInvite={(invitation) => invite.mutate(invitation)}
        />
      ) : (
        <InvitationLink
          token={invite.data.token}
          email={invite.variables.email}
          expiresAt={invite.data.expiresAt}
          onDone={() => turn(false)}
        />
      )}
    </Dialog>
  );
}
