import type { VerifiedBroker } from '#enclave/participant/index.ts';
import { brokerChecks } from '#app/_proof/broker-checks.ts';
import { say } from '#app/_text/text.ts';
import { CheckList } from '#app/_ui/check-list.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Stranger } from '#app/(parley)/_shared/stranger.tsx';

interface NewBrokerProps {
  readonly broker: VerifiedBroker;
  readonly acceptsStranger: boolean;
  readonly onAccept: (accepts: boolean) => void;
}

/** A broker without the key: what was checked of it here, before its owner grants again. */
export function NewBroker({ broker, acceptsStranger, onAccept }: NewBrokerProps) {
  return (
    <Section title={say('broker.new.title')} note={say('broker.new')}>
      <CheckList title={say('fleet.broker')} checks={brokerChecks(broker)} simulated />
      {broker.standing === 'stranger' ? (
        <Stranger accepts={acceptsStranger} onAccept={onAccept} />
      ) : null}
    </Section>
  );
}
