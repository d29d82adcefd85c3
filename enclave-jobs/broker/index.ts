// broker: the key broker inside its enclave. Trusts its hardware's measurement, evidence and
// sealing; refuses whatever decision/ refuses, a state that is not its own word, and a second
// decision at the same time. Leaves out (later stages): handover, retirement, time authorities, dp
// ledgers, licences.

export { Broker } from './broker.ts';
export type { BrokerEnvironment, BrokerStore, EnclavePlatform } from './environment.ts';
