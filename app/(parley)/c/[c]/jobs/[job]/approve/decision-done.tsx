'use client';

import { useEffect, useRef } from 'react';
import type { Party } from '#enclave/participant/index.ts';
import { PartyCard, readSigned } from '#enclave/protocol/index.ts';
import { listed, shortHash } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Status } from '#app/_ui/status.tsx';

/** What was signed, by which key. Takes the focus: it is the outcome of the person's act. */
export function DecisionDone({
  decision,
  party,
  count,
  waitsFor,
  receivers,
  back,
}: {
  readonly decision: 'approve' | 'deny';
  readonly party: Party;
  /** Signatures of this organisation, this one among them. */
  readonly count: number;
  /** Owners that have not decided yet, as the server says. */
  readonly waitsFor: readonly string[];
  /** Who can open the answer, as the job says. */
  readonly receivers: readonly string[];
  readonly back: string;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { value: card } = readSigned(PartyCard, party.card);
  const [signer] = party.keys.approvers;
  return (
    <div className="flex max-w-measure flex-col gap-4">
      <h1 ref={heading} tabIndex={-1} className="text-title">
        {decision === 'approve' ? say('decide.done.approve') : say('decide.done.deny')}
      </h1>
      <p>
        <Status kind="signed" />
      </p>
      {decision === 'approve' && count >= card.quorum ? (
        <p className="text-body">
          {waitsFor.length === 0 ? null : say('approve.done.waits', { names: listed(waitsFor) })}{' '}
          {say('decide.leak.receivers', { names: listed(receivers) })}
        </p>
      ) : null}
      <p className="text-table text-muted">
        {say('approve.done', {
          key: shortHash(signer?.keyId ?? ''),
          n: count,
          m: card.quorum,
          party: card.name,
        })}
      </p>
      <p>
        <LinkText href={back}>{say('decide.done.next')}</LinkText>
      </p>
    </div>
  );
}
