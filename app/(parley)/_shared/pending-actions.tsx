'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Refusal } from '../../_frame/refusal.tsx';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';

interface PendingActionsProps {
  /** What the waiting document is about: a dataset or the organisation. */
  readonly subject: string;
  /** Whether this person has signed it already. */
  readonly isMine: boolean;
  readonly canSign: boolean;
  /** Why the signatures under it do not hold. */
  readonly forged: Error | null;
  /** The own signature on its way. */
  readonly sign: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly mutate: () => void;
  };
}

/** What may be done with a document that waits for signatures: take it back, or sign it too. */
export function PendingActions({ subject, isMine, canSign, forged, sign }: PendingActionsProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const drop = useMutation(
    trpc.organisation.dropPending.mutationOptions({ onSuccess: () => cache.invalidateQueries() }),
  );
  const error = forged ?? sign.error ?? drop.error;
  return (
    <div className="mt-4 grid gap-4">
      {error === null ? null : <Refusal error={error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => drop.mutate({ subject })} disabled={drop.isPending}>
          {say('orgKeys.pending.drop')}
        </Button>
        {isMine ? (
          <p className="text-table text-muted">{say('orgKeys.pending.mine')}</p>
        ) : (
          <Button
            variant="filled"
            disabled={!canSign || sign.isPending}
            onClick={() => sign.mutate()}
          >
            {sign.isPending ? say('sign.confirm') : say('orgKeys.pending.sign')}
          </Button>
        )}
      </div>
    </div>
  );
}
