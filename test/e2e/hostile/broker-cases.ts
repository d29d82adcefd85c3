// The broker's own records in the administrator's hands: altered, left out, exchanged, rolled back;
// its secret withheld.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { vi } from 'vitest';
import { requireFamiliar } from '#enclave/participant/index.ts';
import { verifyBrokerHere } from '#app/_client/session/member.ts';
import { openPlatform } from '#server/api/runtime.ts';
import { greetBroker } from '#server/services/introduce-broker.ts';
import { startBroker } from '#server/setup/processes.ts';
import { bundles } from '../../support/lab-world.ts';
import type { CanaryWorld, PartyName } from '../canary-world.ts';
import { enclaves, hashOfToken, readRow, withRow } from './administrator.ts';
import type { CaseGroup } from './case.ts';
import { ask, askAndApprove, askUnjudged, decide, outcomeOf, refusalOf } from './participants.ts';

interface Seat {
  readonly mailbox: string;
  readonly secret: Buffer;
}

async function servingSeat({ db }: CanaryWorld): Promise<Seat> {
  const { rows } = await db.query<Seat>(
    'select mailbox, secret from "BrokerSeat" where broker is not null',
  );
  const [seat] = rows;
  if (seat === undefined || rows.length > 1) throw new Error('one broker serves');
  return seat;
}

async function recordsOf({ db }: CanaryWorld, mailbox: string): Promise<readonly Buffer[]> {
  const { rows } = await db.query<{ record: Buffer }>(
    'select record from "BrokerRecord" where mailbox = $1 order by index',
    [mailbox],
  );
  return rows.map((row) => row.record);
}

async function putRecords(
  { db }: CanaryWorld,
  mailbox: string,
  records: readonly Buffer[],
): Promise<void> {
  await db.query('delete from "BrokerRecord" where mailbox = $1', [mailbox]);
  for (const [index, record] of records.entries()) {
    const put = 'insert into "BrokerRecord"(mailbox, index, record) values ($1, $2, $3)';
    await db.query(put, [mailbox, index, record]);
  }
}

interface OtherBroker {
  readonly mailbox: string;
  readonly lines: readonly string[];
}

/** Another process of the same code, over a state of the administrator's choice. */
async function withBroker<T>(
  world: CanaryWorld,
  { secret, records }: { readonly secret: Buffer | null; readonly records: readonly Buffer[] },
  work: (other: OtherBroker) => Promise<T>,
): Promise<T> {
  const mailbox = `broker-${randomBytes(4).toString('hex')}`;
  const token = randomBytes(24).toString('hex');
  const put = 'insert into "BrokerSeat"(mailbox, "tokenHash", secret) values ($1, $2, $3)';
  await world.db.query(put, [mailbox, hashOfToken(token), secret]);
  await putRecords(world, mailbox, records);
  const lines: string[] = [];
  const [{ door } = { door: '' }] = enclaves(world, 'broker-simulated.cjs');
  const settings = {
    bundles,
    stateFolder: join(world.demo.data, 'enclaves'),
    platformUrl: door,
    withoutSandbox: false,
    onLine: (line: string) => lines.push(line),
  };
  const broker = startBroker(settings, token);
  try {
    return await work({ mailbox, lines });
  } finally {
    await broker.stop();
    await world.db.query('delete from "BrokerRecord" where mailbox = $1', [mailbox]);
    await world.db.query('delete from "BrokerSeat" where mailbox = $1', [mailbox]);
  }
}

/** What a broker says that wakes up over changed records. */
async function wokenOver(
  world: CanaryWorld,
  change: (records: readonly Buffer[]) => readonly Buffer[],
): Promise<string> {
  const { mailbox, secret } = await servingSeat(world);
  const records = change(await recordsOf(world, mailbox));
  return withBroker(world, { secret, records }, ({ lines, mailbox: own }) =>
    vi.waitFor(
      async () => {
        const said = /\bBROKER_HALTED\b/.exec(lines.join('\n'))?.[0];
        if (said !== undefined) return said;
        // One that serves has written down that it booted.
        if ((await recordsOf(world, own)).length > records.length) return 'serves';
        throw new Error(`the broker says: ${lines.join(' / ')}`);
      },
      { timeout: 10_000, interval: 20 },
    ),
  );
}

const flipped = (record: Buffer): Buffer => {
  const at = Math.floor(record.length / 2);
  return Buffer.concat([
    record.subarray(0, at),
    Buffer.from([(record[at] ?? 0) ^ 1]),
    record.subarray(at + 1),
  ]);
};

const swapped = (records: readonly Buffer[], at: number): readonly Buffer[] => [
  ...records.slice(0, at),
  ...records.slice(at, at + 2).reverse(),
  ...records.slice(at + 2),
];

/**
 * People are led to a broker without the secret; `named` says whether it may name the one before.
 */
async function withNewBroker(world: CanaryWorld, named: boolean): Promise<string> {
  const old = await servingSeat(world);
  const { genesis, broker: serving } = await readRow(world, 'BrokerSeat', { mailbox: old.mailbox });
  const hidden = { broker: null, genesis: named ? genesis : null };
  const { host, port, database, user, password } = world.db;
  const login = `${user ?? ''}:${password ?? ''}@${host}:${port}`;
  const platform = openPlatform(`postgresql://${login}/${database ?? ''}`, world.demo.data);
  try {
    return await withRow(world, ['BrokerSeat', { mailbox: old.mailbox }, hidden], () =>
      withBroker(world, { secret: null, records: [] }, async ({ mailbox }) => {
        const broker = await greetBroker(platform, mailbox);
        // A lie: nobody granted it anything.
        await world.db.query('update "DatasetVersion" set "grantedTo" = $1', [broker]);
        const { api, member } = world.desks.alder;
        const met = await verifyBrokerHere(api, (await member()).memory);
        const granting = await refusalOf(() => {
          requireFamiliar(met, false);
          return Promise.resolve();
        });
        const asking = await refusalOf(() => ask(world));
        const job = await askUnjudged(world);
        const review = await refusalOf(() => decide(world, 'alder', job));
        return `${met.standing}, granting ${granting}, asking ${asking}, approving ${review}`;
      }),
    );
  } finally {
    await world.db.query('update "DatasetVersion" set "grantedTo" = $1', [serving]);
    await platform.close();
  }
}

async function restartBroker(world: CanaryWorld): Promise<void> {
  const [broker] = enclaves(world, 'broker-simulated.cjs');
  if (broker === undefined) throw new Error('no broker runs');
  process.kill(broker.pid, 'SIGKILL');
  await vi.waitFor(
    () => {
      const [next] = enclaves(world, 'broker-simulated.cjs');
      if (next === undefined || next.pid === broker.pid) throw new Error('no other broker came');
    },
    { timeout: 10_000, interval: 20 },
  );
}

async function believes(world: CanaryWorld, name: PartyName): Promise<string> {
  const { api, member } = world.desks[name];
  const { memory } = await member();
  return refusalOf(() => verifyBrokerHere(api, memory));
}

/** The records go back to before a job, and the broker is started over them. */
async function rolledBack(world: CanaryWorld): Promise<string> {
  const { mailbox } = await servingSeat(world);
  const { personId } = await world.desks.bureau.api.me.read.query();
  const { file } = await readRow(world, 'ClientState', { personId });
  const before = await recordsOf(world, mailbox);
  await outcomeOf(world, await askAndApprove(world));
  // One owner looks again and sees the job's line; the other has not been here since it approved.
  await decide(world, 'alder', await ask(world));
  const after = await recordsOf(world, mailbox);
  await putRecords(world, mailbox, before);
  await restartBroker(world);
  const [looked, other] = [await believes(world, 'alder'), await believes(world, 'birch')];
  const requester = await believes(world, 'bureau');
  const older = ['ClientState', { personId }, { file }] as const;
  const alone = await withRow(world, older, () => believes(world, 'bureau'));
  await putRecords(world, mailbox, after);
  await restartBroker(world);
  const honest = await believes(world, 'alder');
  return [
    `requester ${requester}`,
    `owner who looked since ${looked}`,
    `owner who did not ${other}`,
    `requester with an older memory ${alone}`,
    `put back: ${honest}`,
  ].join(', ');
}

/** The end of the platform: with its broker it stops, and says why. */
async function haltedForGood(world: CanaryWorld): Promise<string> {
  const { mailbox } = await servingSeat(world);
  const records = await recordsOf(world, mailbox);
  await putRecords(world, mailbox, swapped(records, 3));
  const [broker] = enclaves(world, 'broker-simulated.cjs');
  const ended = new Promise<void>((done) => world.demo.process.once('exit', () => done()));
  process.kill(broker?.pid ?? 0, 'SIGKILL');
  await ended;
  return /the broker ended:.*(BROKER_HALTED)/.exec(world.demo.said())?.[1] ?? world.demo.said();
}

export const brokerCases: CaseGroup = [
  'the broker’s records',
  [
    {
      name: 'nothing is changed: a second process of the same state serves',
      outcome: 'serves',
      attack: (world) => wokenOver(world, (records) => records),
    },
    {
      name: 'one bit of a record is altered',
      outcome: 'BROKER_HALTED',
      attack: (world) =>
        wokenOver(world, (records) =>
          records.map((record, i) => (i === 3 ? flipped(record) : record)),
        ),
    },
    {
      name: 'a record is left out',
      outcome: 'BROKER_HALTED',
      attack: (world) => wokenOver(world, (records) => records.filter((_, i) => i !== 3)),
    },
    {
      name: 'two records change places',
      outcome: 'BROKER_HALTED',
      attack: (world) => wokenOver(world, (records) => swapped(records, 3)),
    },
    {
      name: 'the secret is withheld: the new broker names the one before, and has no rule that allows it',
      outcome: 'successor, granting accepted, asking POLICY_DENIES, approving POLICY_DENIES',
      attack: (world) => withNewBroker(world, true),
    },
    {
      name: 'the secret and the broker before are withheld: who knew that one meets a stranger',
      outcome: 'stranger, granting BROKER_NEW, asking POLICY_DENIES, approving POLICY_DENIES',
      attack: (world) => withNewBroker(world, false),
    },
    {
      name: 'the records go back to before a job: whoever remembers more notices',
      outcome: [
        'requester HEAD_ROLLED_BACK',
        'owner who looked since HEAD_ROLLED_BACK',
        // What stays open: see docs/limitations.md.
        'owner who did not accepted',
        'requester with an older memory accepted',
        'put back: accepted',
      ].join(', '),
      attack: rolledBack,
    },
  ],
];

/** Last of all: the platform does not outlive it. */
export const lastCases: CaseGroup = [
  'the records of the broker that serves',
  [
    {
      name: 'the broker is started again over altered records: it does not come up, nor the platform',
      outcome: 'BROKER_HALTED',
      attack: haltedForGood,
    },
  ],
];
