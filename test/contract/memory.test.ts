import { memoryQueue } from '#server/queue/memory-queue.ts';
import { memoryRelay } from '#server/relay/memory-relay.ts';
import { memoryBlobStore } from '#server/storage/memory-blob-store.ts';
import { memoryBrokerStateStore } from '#server/storage/memory-broker-state-store.ts';
import { blobStoreContract } from './blob-store.contract.ts';
import { brokerStateStoreContract } from './broker-state-store.contract.ts';
import { queueContract } from './queue.contract.ts';
import { relayContract } from './relay.contract.ts';

// The relay in memory hands on the array itself and claims no copy.
relayContract('in memory', memoryRelay, { copies: false });
queueContract('in memory', memoryQueue);
blobStoreContract('in memory', () => memoryBlobStore());
brokerStateStoreContract('in memory', () => memoryBrokerStateStore());
