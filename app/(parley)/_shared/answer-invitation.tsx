'use client';

// An organisation's own yes or no to a collaboration. Both weigh the same and take one step.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Refusal } from '../../_frame/refusal.tsx';
import { listed } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { Time } from '../../_ui/time.tsx';
import { useMe } from './use-me.ts';

interface InvitedCollaboration {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly members: readonly { readonly organisation: { readonly name: string } }[];
}

export function AnswerInvitation({
  collaboration,
}: {
  readonly collaboration: InvitedCollaboration;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { can } = useMe();
  const answer = useMutation(
    trpc.collaboration.answer.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries(trpc.collaboration.pathFilter()),
          queries.invalidateQueries(trpc.me.pathFilter()),
        ]),
    }),
  );
  const { id, name, members, createdAt } = collaboration;
  return (
    <article className="grid gap-2 border-t py-4 last:border-b">
      <h3 className="text-body font-medium">{name}</h3>
      <p className="max-w-measure text-table text-muted">
        {say('collab.invited', { names: listed(members.map((one) => one.organisation.name)) })}{' '}
        {say('collab.madeOn')} <Time at={createdAt} />.
      </p>
      {can('owner', 'admin') ? (
        <div className="mt-1 flex flex-wrap gap-2">
          {(['declined', 'joined'] as const).map((one) => (
            <Button
              key={one}
              disabled={answer.isPending}
              onClick={() => answer.mutate({ collaboration: id, answer: one })}
            >
              {say(`collab.answer.${one}`)}
            </Button>
          ))}
        </div>
      ) : (
        <p className="text-table text-muted">{say('collab.whoAnswers')}</p>
      )}
      {answer.error === null ? null : <Refusal error={answer.error} />}
    </article>
  );
}
