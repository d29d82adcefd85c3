// What the platform keeps for a broker: a sealed secret and a list of records. UNTRUSTED: a broker
// takes nothing from here that is not its own signed and chained word.

import type { Predecessor } from '#enclave/channel/index.ts';

export interface BrokerStateStore {
  readSecret(): Promise<Uint8Array | null>;
  writeSecret(sealed: Uint8Array): Promise<void>;
  readRecords(): Promise<readonly Uint8Array[]>;
  /** Rejects if `index` is not the next one: two instances must not interleave. */
  appendRecord(index: number, record: Uint8Array): Promise<void>;
  /** The broker that served here before, if this one is not the first. */
  readPredecessor(): Promise<Predecessor | null>;
}

export class RecordConflict extends Error {
  constructor(index: number) {
    super(`record ${index} is not the next one`);
    this.name = 'RecordConflict';
  }
}
