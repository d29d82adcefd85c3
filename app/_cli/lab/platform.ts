// The in-memory platform of the laboratory: the same relay, queue, blobs and state that a host
// runs, with their insides open, so that a test can play the hostile host.

import { randomBytes } from 'node:crypto';
import { openEnclaveDoor, type EnclaveCaller } from '#server/api/enclave-door.ts';
import { memoryQueue } from '#server/queue/memory-queue.ts';
import { memoryRelay } from '#server/relay/memory-relay.ts';
import type { Relay } from '#server/relay/relay.ts';
import { memoryBlobStore } from '#server/storage/memory-blob-store.ts';
import {
  memoryBrokerStateStore,
  type BrokerStateMemory,
} from '#server/storage/memory-broker-state-store.ts';

export interface BrokerSeat {
  readonly token: string;
  readonly mailbox: string;
  readonly memory: BrokerStateMemory;
}

export type LabPlatform = Awaited<ReturnType<typeof openLabPlatform>>;

const askTimeoutMs = 30_000;

/** `relay` is the platform's own: an honest one unless a test brings another. */
export async function openLabPlatform(relay: Relay = memoryRelay()) {
  const queue = memoryQueue();
  const blobMemory = new Map<string, Uint8Array>();
  const blobs = memoryBlobStore(blobMemory);
  const workerToken = randomBytes(24).toString('hex');
  const callers = new Map<string, EnclaveCaller>([[workerToken, { role: 'worker', name: 'lab' }]]);
  let routed = '';
  const door = await openEnclaveDoor({
    relay,
    queue,
    blobs,
    callerOf: (token) => Promise.resolve(callers.get(token)),
    mailboxOf: () => routed,
  });
  return {
    relay,
    queue,
    blobs,
    blobMemory,
    door,
    workerToken,
    /** A place for a broker: by default with a state of its own. */
    addBroker: (
      mailbox: string,
      memory: BrokerStateMemory = { secret: null, records: [] },
    ): BrokerSeat => {
      const token = randomBytes(24).toString('hex');
      callers.set(token, { role: 'broker', mailbox, state: memoryBrokerStateStore(memory) });
      if (routed === '') routed = mailbox;
      return { token, mailbox, memory };
    },
    /** Which mailbox serves requests from now on. */
    routeTo: (mailbox: string) => {
      routed = mailbox;
    },
    /** A request to the routed broker, as a participant's client would send it. */
    ask: (request: Uint8Array) => relay.ask(routed, request, askTimeoutMs),
  };
}
