import type { VerifiedBroker } from '../../../../../../enclave-jobs/participant/index.ts';
import { brokerChecks } from '../../../../../_proof/broker-checks.ts';
import { say } from '../../../../../_text/text.ts';
import { CheckList } from '../../../../../_ui/check-list.tsx';
import { Section } from '../../../../../_ui/section.tsx';
import { Stranger } from '../../../../_shared/stranger.tsx';

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
