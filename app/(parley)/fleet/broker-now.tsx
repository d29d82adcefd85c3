'use client';

import { Refusal } from '../../_frame/refusal.tsx';
import { useBrokerHere } from '../../_proof/use-broker-here.ts';
import { brokerChecks } from '../../_proof/broker-checks.ts';
import { say } from '../../_text/text.ts';
import { CheckList } from '../../_ui/check-list.tsx';
import { Details } from '../../_ui/details.tsx';
import { EvidenceEdge } from '../../_ui/evidence-edge.tsx';
import { Hash } from '../../_ui/hash.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { Status } from '../../_ui/status.tsx';

/** The broker that answers now, verified over a challenge of this browser. */
export function BrokerNow() {
  const { broker } = useBrokerHere();
  if (broker.error !== null) return <Refusal error={broker.error} />;
  if (broker.data === undefined) {
    return (
      <div aria-label={say('fleet.broker.checking')}>
        <p className="mb-2 text-table text-muted">{say('fleet.broker.checking')}</p>
        <Skeleton rows={2} />
      </div>
    );
  }
  const { id, genesis } = broker.data;
  return (
    <EvidenceEdge kind="simulated" className="mb-6 grid gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
        <Status kind="simulated" />
        <span className="font-medium">{say('fleet.broker.now')}</span>
        <Hash value={id} />
        <span className="text-muted">{say('fleet.code')}</span>
        <Hash value={genesis.value.code} />
        <LinkText href="/broker-log">{say('nav.brokerLog')}</LinkText>
      </p>
      <Details summary={say('evidence.page.checks')}>
        <CheckList title={say('fleet.broker')} checks={brokerChecks(broker.data)} simulated />
      </Details>
    </EvidenceEdge>
  );
}
