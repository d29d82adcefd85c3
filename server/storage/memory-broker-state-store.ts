import type { Predecessor } from '#enclave/channel/index.ts';
import { RecordConflict, type BrokerStateStore } from './broker-state-store.ts';

export interface BrokerStateMemory {
  secret: Uint8Array | null;
  records: Uint8Array[];
  predecessor?: Predecessor;
}

/** A broker's state in this process; `memory` is what a host sees and may roll back. */
export function memoryBrokerStateStore(
  memory: BrokerStateMemory = { secret: null, records: [] },
): BrokerStateStore {
  return {
    readSecret: () => Promise.resolve(memory.secret),
    writeSecret(sealed) {
      memory.secret = Uint8Array.from(sealed);
      return Promise.resolve();
    },
    readRecords: () => Promise.resolve([...memory.records]),
    appendRecord(index, record) {
      if (index !== memory.records.length) return Promise.reject(new RecordConflict(index));
      memory.records.push(Uint8Array.from(record));
      return Promise.resolve();
    },
    readPredecessor: () => Promise.resolve(memory.predecessor ?? null),
  };
}
