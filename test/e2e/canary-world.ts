// A real platform without its demonstration: three lenders and a bureau come by the operator's
// links, and register tables whose keys are canaries, by participant code over HTTP.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { hashSchema, type Hash } from '#enclave/protocol/index.ts';
import { openApi, type Api } from '#app/_client/session/api.ts';
import type { Desk as ActingDesk } from '#app/_client/acts/desk.ts';
import { buildFacts, builtTemplates, ownBuild } from '#app/_client/session/build-facts.ts';
import { decodeKeyFile, unwrapWithPassphrase } from '#app/_client/session/key-file.ts';
import { openMember, type Member } from '#app/_client/session/member.ts';
import { openDesk as openActingDesk } from '#app/_cli/platform-session.ts';
import { signIn, type Session } from '#app/_cli/session.ts';
import { seedDemo, type SeededJob } from '#app/_cli/seed/seed-demo.ts';
import { bytesOf } from '#enclave/protocol/index.ts';
import { readScenario, type Scenario } from '#server/setup/scenario.ts';
import { lenderCsv, lenders, overlapJob, root } from '../support/lab-world.ts';
import { startDemo, type RunningDemo } from './platform.ts';
import { openRecordingProxy, type RecordingProxy } from './recording-proxy.ts';

/** Public words that no search for the canary may miss, if it searches at all. */
export const openWords = { column: 'openword5kq1', title: 'OPENTITLE8RM2' } as const;

const organisations = [
  ['alder', 'Alder Bank'],
  ['birch', 'Birch Credit'],
  ['cedar', 'Cedar Finance'],
  ['bureau', 'Meridian Bureau'],
] as const;
export type PartyName = (typeof organisations)[number][0];

export const password = 'the password of every desk here';
export const phrase = 'the phrase of every key file here';
const emailOf = (id: string) => `desk@${id}.example`;

function scenario(): Scenario {
  return readScenario(
    JSON.stringify({
      collaboration: openWords.title,
      parties: organisations.map(([id, name]) => ({ id, name })),
      datasets: lenders.map((id) => ({
        id,
        owner: id,
        file: `${id}.csv`,
        columns: {
          person_id: { role: 'entityKey', type: 'text', domain: { kind: 'text', maxLength: 32 } },
          [openWords.column]: { role: 'dimension' },
        },
        entityDomain: 'test-person',
        normaliser: 'exact',
      })),
      policies: lenders.map((dataset) => ({
        dataset,
        jobs: ['overlap'],
        analysts: ['bureau'],
        receivers: ['bureau'],
        partners: lenders.filter((other) => other !== dataset),
      })),
      jobs: [{ ...overlapJob, params: { ...overlapJob.params, segment: openWords.column } }],
    }),
  );
}

/** The same file for everybody who asks how many of whom there are. */
export const tableOf = (lender: number) =>
  lenderCsv(lender).replace('person_id,region', `person_id,${openWords.column}`);

/** Somebody at a desk: a session, and keys that the platform does not have. */
export interface Desk {
  readonly session: Session;
  readonly api: Api;
  readonly member: () => Promise<Member>;
  /** Where that person acts. */
  readonly open: () => Promise<ActingDesk>;
}

async function openDesk(url: string, id: string): Promise<Desk> {
  const session = await signIn(url, emailOf(id), password);
  const api = openApi(session);
  const [file] = await api.me.keyFiles.query();
  const keyFile = decodeKeyFile(await unwrapWithPassphrase(bytesOf(file?.file ?? ''), phrase));
  // Opened anew for each deed, as programs are: the memory is what the platform shows now.
  const member = () => openMember(api, keyFile);
  return {
    ...{ session, api, member },
    open: async () => openActingDesk(session, api, await member(), ownBuild()),
  };
}

export interface CanaryWorld {
  readonly demo: RunningDemo;
  readonly proxy: RecordingProxy;
  readonly db: pg.Client;
  readonly collaboration: Hash;
  readonly jobs: readonly SeededJob[];
  readonly desks: Readonly<Record<PartyName, Desk>>;
  readonly close: () => Promise<void>;
}

/** The code that this build of the programs knows, as the terminal does. */
function knowOwnBuild(): void {
  process.env['PARLEY_BUILD_FACTS'] = readFileSync(join(root, 'dist/build-facts.json'), 'utf8');
}

async function acceptAll(demo: RunningDemo, url: string): Promise<void> {
  for (const [id] of organisations) {
    const link = new RegExp(`first link for ${emailOf(id)}: \\S+/invite/(\\S+)`);
    const token = link.exec(demo.said())?.[1] ?? '';
    await openApi({ url }).invitation.accept.mutate({ token, label: 'Desk', password });
  }
}

async function seed(url: string, folder: string) {
  lenders.forEach((id, i) => writeFileSync(join(folder, `${id}.csv`), tableOf(i)));
  const [broker] = buildFacts().broker;
  return seedDemo(
    {
      url,
      people: organisations.map(([id]) => ({
        email: emailOf(id),
        partyId: id,
        roles: ['owner', 'admin', 'analyst'],
      })),
      password,
      passphrase: phrase,
      registry: builtTemplates(),
      code: { broker: hashSchema.parse(broker), worker: buildFacts().worker },
      folder,
      onStage: () => undefined,
    },
    scenario(),
  );
}

/** Where the embedded PostgreSQL of an installation listens, as its operator finds it. */
async function openDatabase(data: string): Promise<pg.Client> {
  const port = readFileSync(join(data, 'postgres/pg18.port'), 'utf8');
  const secret = readFileSync(join(data, 'postgres/pg18.password'), 'utf8').trim();
  const client = new pg.Client({
    connectionString: `postgresql://parley:${secret}@127.0.0.1:${port}/parley`,
  });
  // The database goes with the platform.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** `before` sees the database while it is still empty. */
export async function openCanaryWorld(
  before: (db: pg.Client) => Promise<void> = () => Promise.resolve(),
): Promise<CanaryWorld> {
  knowOwnBuild();
  const invitations = organisations.flatMap(([id, name]) => ['--invite', `${name}=${emailOf(id)}`]);
  const flags = ['--without-demonstration', '--verbose', ...invitations];
  const demo = await startDemo(undefined, true, {}, flags);
  const db = await openDatabase(demo.data);
  await before(db);
  const proxy = await openRecordingProxy(demo.url);
  await acceptAll(demo, proxy.url);
  const folder = mkdtempSync(join(tmpdir(), 'parley-owners-'));
  const { collaboration, jobs } = await seed(proxy.url, folder);
  const desk = (id: PartyName) => openDesk(proxy.url, id);
  const [alder, birch, cedar, bureau] = [
    await desk('alder'),
    await desk('birch'),
    await desk('cedar'),
    await desk('bureau'),
  ];
  return {
    demo,
    proxy,
    db,
    collaboration,
    jobs,
    desks: { alder, birch, cedar, bureau },
    close: async () => {
      rmSync(folder, { recursive: true, force: true });
      await db.end().catch(() => undefined);
      await proxy.close();
      await demo.stop();
    },
  };
}
