'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Refusal } from '#app/_frame/refusal.tsx';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import { verifyBrokerHere } from '#app/_client/session/member.ts';
import { formatCount } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { CheckList } from '#app/_ui/check-list.tsx';
import { brokerChecks } from '#app/_proof/broker-checks.ts';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { Stranger } from '../../_shared/stranger.tsx';
import { sealRequest } from './columns.ts';
import type { RegisterStepProps } from './register-props.ts';

/** Every row against the declaration, and the broker, before anything is sealed to it. */
export function StepCheck({ member, sealer, state, onChange, onStep }: RegisterStepProps) {
  const { api } = useKeys();
  const { columns, key } = state;
  const { party, keys } = member.party;
  const owner = { party, recipient: keys.recipient };
  const request = sealRequest(columns, key, owner, state.version);
  const table = useQuery({
    queryKey: ['check table', JSON.stringify(request)],
    queryFn: () => sealer.ask({ say: 'check', request }),
    retry: false,
    gcTime: 0,
  });
  const broker = useQuery({
    queryKey: ['check broker', member.party.cardName],
    queryFn: () => verifyBrokerHere(api, member.memory),
    retry: false,
    gcTime: 0,
  });
  const answer = table.data;
  useEffect(() => {
    if (answer?.say !== 'problems') return;
    onChange({ problems: answer.problems, problemsTotal: answer.total });
    onStep('columns');
  }, [answer, onChange, onStep]);
  if (broker.error !== null) return <Refusal error={broker.error} />;
  if (broker.data === undefined || answer?.say !== 'checked') {
    return (
      <div role="status" className="flex max-w-[560px] flex-col gap-3">
        <p className="text-table text-muted">{say('register.check.running')}</p>
        <Skeleton rows={4} />
      </div>
    );
  }
  const size = say('register.check.size', {
    rows: formatCount(answer.rows),
    people: formatCount(answer.people),
  });
  return (
    <div className="flex max-w-[720px] flex-col gap-8">
      <CheckList
        title={say('register.check.table')}
        checks={[{ id: 'table', state: 'pass', line: size }]}
      />
      <CheckList
        title={say('register.check.broker')}
        checks={brokerChecks(broker.data)}
        simulated
      />
      {broker.data.standing === 'stranger' ? (
        <Stranger
          accepts={state.acceptsStranger}
          onAccept={(acceptsStranger) => onChange({ acceptsStranger })}
        />
      ) : null}
      <div className="flex gap-3">
        <Button onClick={() => onStep('columns')}>{say('builder.back')}</Button>
        <Button
          variant="filled"
          disabled={broker.data.standing === 'stranger' && !state.acceptsStranger}
          onClick={() => {
            onChange({ problems: [], problemsTotal: 0 });
            onStep('policy');
          }}
        >
          {say('builder.next')}
        </Button>
      </div>
    </div>
  );
}
