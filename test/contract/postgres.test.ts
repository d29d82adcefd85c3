import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openWakeUps, type WakeUps } from '#server/db/wake-ups.ts';
import { openPgBossQueue, type PgBossQueue } from '#server/queue/pg-boss-queue.ts';
import { postgresRelay } from '#server/relay/postgres-relay.ts';
import { fileBlobStore } from '#server/storage/file-blob-store.ts';
import { postgresBrokerStateStore } from '#server/storage/postgres-broker-state-store.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { blobStoreContract } from './blob-store.contract.ts';
import { brokerStateStoreContract } from './broker-state-store.contract.ts';
import { queueContract } from './queue.contract.ts';
import { relayContract } from './relay.contract.ts';

let database: TestDatabase;
let wakeUps: WakeUps;
let queue: PgBossQueue;
const folder = mkdtempSync(join(tmpdir(), 'parley-blobs-'));

beforeAll(async () => {
  database = await freshDatabase();
  wakeUps = openWakeUps(database.url);
  queue = await openPgBossQueue({ connectionString: database.url, pool: database.pool, wakeUps });
});
afterAll(async () => {
  await queue.close();
  await wakeUps.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

relayContract('on PostgreSQL', async () => {
  await database.pool.query('truncate "RelayRequest"');
  return postgresRelay(database.pool, wakeUps);
});
queueContract('on PostgreSQL', async () => {
  await database.pool.query('truncate "QueuedJob", "Lease", pgboss.job');
  return queue;
});
blobStoreContract('in files', () => fileBlobStore(mkdtempSync(join(folder, 'store-'))));
brokerStateStoreContract('on PostgreSQL', async () => {
  await database.pool.query('truncate "BrokerSeat" cascade');
  await database.pool.query(
    `insert into "BrokerSeat"(mailbox, "tokenHash") values ('broker', 'none')`,
  );
  return postgresBrokerStateStore(database.pool, 'broker');
});
