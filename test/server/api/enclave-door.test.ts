// The door for enclaves over the real queue: tokens keep roles apart, and a worker that fell silent
// loses its job to the next one, for good.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpBrokerPlatform, httpWorkerPlatform } from '#enclave/channel/index.ts';
import { hashSchema } from '#enclave/protocol/index.ts';
import { openEnclaveDoor, type EnclaveDoor } from '#server/api/enclave-door.ts';
import { openPlatform } from '#server/api/runtime.ts';
import { openPgBossQueue, type PgBossQueue } from '#server/queue/pg-boss-queue.ts';
import type { Platform } from '#server/services/platform.ts';
import { callersAtTheDoor, seatBroker, seatWorkers } from '#server/setup/platform/seats.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';

const brokerToken = 'b'.repeat(48);
const workerTokens = ['1'.repeat(48), '2'.repeat(48)];
const nothing = { document: 'e30', signatures: [] };
const job = {
  jobSpec: nothing,
  genesis: nothing,
  manifests: [],
  policies: [],
  approvals: [],
  attempt: 0,
  inputs: [],
};

let database: TestDatabase;
let platform: Platform;
let queue: PgBossQueue;
let door: EnclaveDoor;
const folder = mkdtempSync(join(tmpdir(), 'parley-door-'));
const worker = (i: 0 | 1) => httpWorkerPlatform({ url: door.url, token: workerTokens[i] ?? '' });

beforeAll(async () => {
  database = await freshDatabase();
  platform = openPlatform(database.url, folder);
  const { pool, wakeUps, db, relay, blobs } = platform;
  queue = await openPgBossQueue({ connectionString: database.url, pool, wakeUps });
  await seatBroker(db, 'broker', brokerToken);
  await seatWorkers(db, workerTokens);
  const callerOf = callersAtTheDoor(db, pool);
  door = await openEnclaveDoor({ relay, queue, blobs, callerOf, mailboxOf: () => 'broker' });
});
afterAll(async () => {
  await door.close();
  await queue.close();
  await platform.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = async (path: string, token: string, method = 'POST') =>
  (await fetch(new URL(path, door.url), { method, headers: { authorization: `Bearer ${token}` } }))
    .status;

describe('the door', () => {
  it.each(['/worker/lease', '/broker/next', '/blobs', '/broker/x/ask'])(
    'knows no stranger at %s',
    async (path) => {
      expect(await statusOf(path, 'stranger')).toBe(401);
      expect(await statusOf(path, '')).toBe(401);
    },
  );

  it('lets no worker read a broker’s mailbox or state, and no broker take a job', async () => {
    const [token = ''] = workerTokens;
    expect(await statusOf('/broker/next', token)).toBe(404);
    expect(await statusOf('/broker/secret', token, 'GET')).toBe(404);
    expect(await statusOf('/broker/records', token, 'GET')).toBe(404);
    expect(await statusOf('/worker/lease', brokerToken)).toBe(404);
  });

  it('takes a broker’s token away from the seat that had it before', async () => {
    await seatBroker(platform.db, 'rebuilt', brokerToken);
    await httpBrokerPlatform({ url: door.url, token: brokerToken }).writeSecret(Uint8Array.of(1));
    const seats = await platform.db.brokerSeat.findMany({ orderBy: { mailbox: 'asc' } });
    expect(seats.map(({ mailbox, secret }) => [mailbox, secret === null])).toEqual([
      ['broker', true],
      ['rebuilt', false],
    ]);
  });

  it('gives the job of a worker that fell silent to the next, and takes nothing more from the first', async () => {
    const id = await queue.enqueue(job);
    const dead = await worker(0).lease();
    expect(dead).not.toBeNull();
    expect(await queue.releaseSilent(-1000)).toBe(1);
    const next = await worker(1).lease();
    expect(next?.job).toEqual(job);
    await expect(worker(0).beat(dead?.lease ?? '', 'running')).rejects.toThrow('409');
    await expect(
      worker(0).finish(dead?.lease ?? '', { end: 'stopped', code: 'LATE' }),
    ).rejects.toThrow('409');
    await worker(1).finish(next?.lease ?? '', { end: 'stopped', code: 'DONE' });
    expect(await queue.ended(id)).toEqual({ end: 'stopped', code: 'DONE' });
  });

  it('gives up a job that took six machines with it', async () => {
    const id = await queue.enqueue(job);
    for (let machines = 0; machines < 6; machines++) {
      const lease = await worker(0).lease();
      await queue.release(lease?.lease ?? '');
    }
    expect(await queue.ended(id)).toEqual({ end: 'stopped', code: 'RELAY' });
    expect(await queue.lease(50)).toBeNull();
  });

  it('stores and gives ranges of blobs to workers', async () => {
    const name = await worker(0).writeBlob(Uint8Array.of(1, 2, 3, 4));
    expect([...(await worker(1).readBlob(hashSchema.parse(name), 1, 2))]).toEqual([2, 3]);
  });
});
