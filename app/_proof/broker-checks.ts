import type { BrokerStanding, VerifiedBroker } from '#enclave/participant/index.ts';
import { say } from '../_text/text.ts';
import type { Check } from '../_ui/check-list.tsx';

/** A log can only be compared with one that was seen; of what nobody saw, nothing was checked. */
function logCheck(standing: BrokerStanding, pass: (id: string, line: string) => Check): Check {
  switch (standing) {
    case 'known':
      return pass('log', say('decide.evidence.broker.log'));
    case 'successor':
      return pass('log', say('decide.evidence.broker.successor'));
    case 'first':
      return { id: 'log', state: 'not', line: say('decide.evidence.broker.first') };
    case 'stranger':
      return { id: 'log', state: 'not', line: say('decide.evidence.broker.stranger') };
  }
}

/**
 * What verifyBroker() checked, line by line. A broker that failed one of them never gets here: it
 * throws, and the page shows that code instead.
 */
export function brokerChecks(broker: VerifiedBroker): readonly Check[] {
  const source = say('decide.evidence.source');
  const pass = (id: string, line: string, found?: string): Check => ({
    id,
    state: 'pass',
    line,
    source,
    ...(found === undefined ? {} : { expected: found, found }),
  });
  return [
    pass('genuine', say('decide.evidence.broker.genuine')),
    pass('nonce', say('decide.evidence.broker.nonce')),
    pass('keys', say('decide.evidence.broker.keys')),
    pass('code', say('decide.evidence.broker.code'), broker.genesis.value.code),
    logCheck(broker.standing, pass),
  ];
}
