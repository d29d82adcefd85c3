'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  draftCard,
  keyPowers,
  letIn as letInChange,
  readKeyRequest,
  type KeyPower,
  type KeyRequest,
} from '#enclave/participant/index.ts';
import { EnclaveError, bytesOf, type PartyCard } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { cardOfMember, letColleagueIn } from '#app/_client/parties/colleagues.ts';
import { comparisonWords } from '#app/_client/parties/fingerprint-words.ts';
import type { Member } from '#app/_client/session/member.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { DiffView, type DiffRow } from '#app/_ui/diff-view.tsx';
import { FingerprintWords } from '#app/_ui/fingerprint-words.tsx';
import { Time } from '#app/_ui/time.tsx';
import { cardChanges } from '../../_shared/card-changes.ts';
import { useCardChange } from './use-card-change.ts';

interface KeyRequestEntryProps {
  readonly member: Member;
  readonly asked: {
    readonly personId: string;
    readonly label: string;
    readonly email: string;
    readonly request: string;
    readonly createdAt: Date;
  };
  /** The next card, if one waits for signatures. */
  readonly waiting: PartyCard | undefined;
}

interface ShownChange {
  readonly rows: readonly DiffRow[];
  /** Why these keys cannot be let in. */
  readonly fault: unknown;
}

/** What letting this colleague in changes; nothing as long as there is nothing to let them do. */
function changeOf(member: Member, request: KeyRequest, powers: ReadonlySet<KeyPower>): ShownChange {
  if (powers.size === 0) return { rows: [], fault: null };
  const before = cardOfMember(member);
  try {
    const after = draftCard(member.party, letInChange(before, request, powers)).value;
    return { rows: cardChanges(before, after), fault: null };
  } catch (fault) {
    if (!(fault instanceof EnclaveError)) throw fault;
    return { rows: [], fault };
  }
}

/** A colleague's own keys. The platform carried them, so the words decide whose they are. */
export function KeyRequestEntry({ member, asked, waiting }: KeyRequestEntryProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [powers, setPowers] = useState<ReadonlySet<KeyPower>>(new Set(['ask']));
  const [isCompared, setCompared] = useState(false);
  const { request, name } = readKeyRequest(bytesOf(asked.request));
  const letIn = useCardChange(member, (api) => letColleagueIn(api, member, request, powers));
  const drop = useMutation(
    trpc.organisation.dropKeyRequest.mutationOptions({
      onSuccess: () => cache.invalidateQueries(),
    }),
  );
  const toggle = (power: KeyPower, isOn: boolean) =>
    setPowers((before) => new Set([...before, power].filter((one) => isOn || one !== power)));
  const change = changeOf(member, request, powers);
  const error = letIn.error ?? drop.error ?? change.fault;
  const about = (
    <>
      <div>
        <h3 className="text-body font-medium">{asked.label}</h3>
        <p className="text-table text-muted">
          {asked.email}, <Time at={asked.createdAt} />
        </p>
      </div>
      <FingerprintWords
        party={asked.label}
        words={comparisonWords(name)}
        state={
          isCompared
            ? { kind: 'compared', time: say('format.now') }
            : { kind: 'never', words: say('orgKeys.notCompared') }
        }
      />
    </>
  );
  // Reading results comes with every power, so the recipient is in each card that lets this
  // colleague in.
  const { recipient } = request.recipient;
  if (waiting?.recipients.some((one) => one.recipient === recipient) === true) {
    return (
      <li className="grid gap-4 py-4">
        {about}
        <p className="max-w-measure text-body">{say('orgKeys.request.waits')}</p>
      </li>
    );
  }
  return (
    <li className="grid gap-4 py-4">
      {about}
      <Checkbox
        label={say('orgKeys.compared')}
        checked={isCompared}
        onChange={(event) => setCompared(event.target.checked)}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-caption">{say('orgKeys.powers')}</legend>
        {keyPowers.map((power) => (
          <Checkbox
            key={power}
            label={say(`orgKeys.power.${power}`)}
            help={say(`orgKeys.power.${power}.what`)}
            checked={powers.has(power)}
            onChange={(event) => toggle(power, event.target.checked)}
          />
        ))}
      </fieldset>
      {change.rows.length === 0 ? null : (
        <DiffView caption={say('orgKeys.change')} rows={change.rows} />
      )}
      {error === null ? null : <Refusal error={error} />}
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => drop.mutate({ person: asked.personId })} disabled={drop.isPending}>
          {say('orgKeys.request.drop')}
        </Button>
        <Button
          variant="filled"
          disabled={!isCompared || change.rows.length === 0 || letIn.isPending}
          onClick={() => letIn.mutate()}
        >
          {letIn.isPending ? say('sign.confirm') : say('orgKeys.request.sign')}
        </Button>
      </div>
    </li>
  );
}
