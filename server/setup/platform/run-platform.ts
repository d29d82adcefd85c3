// The whole platform on one machine: database, web, door, broker, two workers, scheduler; up in the
// order in which they need each other, down in the reverse.

import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JobPhase } from '#enclave/channel/index.ts';
import { openEnclaveDoor } from '../../api/enclave-door.ts';
import { openPlatform } from '../../api/runtime.ts';
import { openPgBossQueue } from '../../queue/pg-boss-queue.ts';
import { mailboxOf } from '../../services/ask-broker.ts';
import { greetBroker, introduceBroker } from '../../services/introduce-broker.ts';
import type { Platform } from '../../services/platform.ts';
import { inviteFounder } from '../../services/people.ts';
import { startScheduler } from '../../services/schedule.ts';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { measureEnclaves, type EnclaveCode } from '../enclave-code.ts';
import { migrate } from '../migrate.ts';
import { keepBroker, startWorkers, type ProcessSettings } from '../processes.ts';
import { clearDemonstration, isSeeded } from './clear-demonstration.ts';
import { seatDemoPeople } from './demo-people.ts';
import { holderOf, isPortFree } from './port.ts';
import { callersAtTheDoor, mailboxOfCode, seatBroker, seatWorkers } from './seats.ts';
import { platformSettings, type PlatformSettings } from './settings.ts';
import { startWeb } from './web.ts';

export interface PlatformOptions {
  readonly root: string;
  readonly dataFolder: string;
  readonly port: number;
  /** An own PostgreSQL; the embedded one by default. */
  readonly databaseUrl: string | undefined;
  readonly withoutSandbox: boolean;
  readonly demonstration: boolean;
  /** Organisations that the operator lets in, each with its first person. */
  readonly founders: readonly Founder[];
  readonly development: boolean;
  readonly onStage: (text: string) => void;
  readonly onLine: (part: string, line: string) => void;
}

export interface Founder {
  readonly organisation: string;
  readonly email: string;
}

export interface RunningPlatform {
  readonly url: string;
  /** Links for the founders who are not here yet. */
  readonly invitations: readonly { readonly email: string; readonly url: string }[];
  readonly settings: PlatformSettings;
  readonly code: EnclaveCode;
  /** False if the demonstration has to be made (again). */
  readonly seeded: boolean;
  readonly died: Promise<never>;
  readonly stop: () => Promise<void>;
}

/** Something that a person has to change before this can start. */
export class StartError extends Error {}

/** Stops what was started, the last first, whatever one of them says. */
class Cleanup {
  #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  async run(): Promise<void> {
    const steps = this.#steps.reverse();
    this.#steps = [];
    for (const step of steps) await step().catch(() => undefined);
  }
}

async function openDatabase(options: PlatformOptions, cleanup: Cleanup): Promise<string> {
  if (options.databaseUrl !== undefined) return options.databaseUrl;
  const wanted = join(options.dataFolder, 'postgres');
  const postgres = await startEmbeddedPostgres(wanted);
  cleanup.add(postgres.stop);
  if (postgres.folder !== wanted) {
    options.onStage(`PostgreSQL cannot reach this folder; its data lies in ${postgres.folder}`);
  }
  return postgres.url;
}

async function startEnclaves(
  options: PlatformOptions,
  settings: PlatformSettings,
  doorUrl: string,
  cleanup: Cleanup,
) {
  const { onLine, withoutSandbox } = options;
  const shared = (part: string): ProcessSettings => ({
    bundles: join(options.root, 'dist/enclave'),
    stateFolder: join(options.dataFolder, 'enclaves'),
    platformUrl: doorUrl,
    withoutSandbox,
    onLine: (line) => onLine(part, line),
  });
  const broker = keepBroker(shared('broker'), settings.brokerToken);
  cleanup.add(broker.stop);
  const pools = settings.workerTokens.map((token, i) =>
    startWorkers(shared(`worker ${i + 1}`), token, 1),
  );
  for (const pool of pools) cleanup.add(pool.stop);
  return Promise.race([broker.died, ...pools.map((pool) => pool.died)]);
}

/** Queue and door: what enclaves see of the platform. Phases of workers go to whoever listens. */
async function openBackOffice(platform: Platform, databaseUrl: string, cleanup: Cleanup) {
  const phases = new EventEmitter<{ phase: [queueId: string, phase: JobPhase] }>();
  const { wakeUps, pool, db } = platform;
  const queue = await openPgBossQueue({
    connectionString: databaseUrl,
    pool,
    wakeUps,
    onPhase: (id, phase) => void phases.emit('phase', id, phase),
  });
  cleanup.add(queue.close);
  const door = await openEnclaveDoor({
    relay: platform.relay,
    queue,
    blobs: platform.blobs,
    callerOf: callersAtTheDoor(db, pool),
    mailboxOf: (broker) => mailboxOf(platform, broker),
  });
  cleanup.add(() => door.close());
  return { queue, door, phases };
}

/** Accounts and seats of this installation, for the code that it was built with. */
async function seatEverybody(
  { db }: Platform,
  options: PlatformOptions,
  settings: PlatformSettings,
  mailbox: string,
): Promise<void> {
  await seatBroker(db, mailbox, settings.brokerToken);
  await seatWorkers(db, settings.workerTokens);
  if (options.demonstration) await seatDemoPeople(db, settings.demonstrationPassword);
}

async function inviteFounders(platform: Platform, founders: readonly Founder[], url: string) {
  const invitations = [];
  for (const founder of founders) {
    const made = await inviteFounder(platform, founder);
    if (made === undefined) continue;
    invitations.push({ email: founder.email, url: `${url}/invite/${made.token}` });
  }
  return invitations;
}

async function bringUp(
  options: PlatformOptions,
  settings: PlatformSettings,
  cleanup: Cleanup,
): Promise<Omit<RunningPlatform, 'stop' | 'settings'>> {
  const { dataFolder, onStage, onLine, root } = options;
  const databaseUrl = await openDatabase(options, cleanup);
  const applied = await migrate(databaseUrl, join(root, 'prisma/migrations'));
  onStage(`PostgreSQL is up${applied.length > 0 ? `, ${applied.length} migrations applied` : ''}`);
  const platform = openPlatform(databaseUrl, dataFolder);
  cleanup.add(() => platform.close());
  const web = startWeb({
    ...options,
    databaseUrl,
    sessionSecret: settings.sessionSecret,
    onLine: (line) => onLine('web', line),
  });
  web.catch(() => undefined);
  cleanup.add(async () => (await web).stop());
  const code = await measureEnclaves(join(root, 'dist/enclave'), options.withoutSandbox);
  const mailbox = mailboxOfCode(code.broker);
  await seatEverybody(platform, options, settings, mailbox);
  const { queue, door, phases } = await openBackOffice(platform, databaseUrl, cleanup);
  const enclavesDied = startEnclaves(options, settings, door.url, cleanup);
  enclavesDied.catch(() => undefined);
  const broker = await Promise.race([greetBroker(platform, mailbox), enclavesDied]);
  onStage('broker and two workers are up as processes of their own');
  const seeded = !options.demonstration || (await isSeeded(platform.db, broker, code.worker));
  if (!seeded) await clearDemonstration(platform.db);
  await Promise.race([introduceBroker(platform, mailbox, broker), enclavesDied]);
  const scheduler = startScheduler(platform, queue, (error) =>
    onLine('scheduler', error instanceof Error ? (error.stack ?? error.message) : 'fault'),
  );
  cleanup.add(scheduler.stop);
  phases.on('phase', scheduler.onPhase);
  const running = await Promise.race([web, enclavesDied]);
  onStage(`the web is up at ${running.url}`);
  const invitations = await inviteFounders(platform, options.founders, running.url);
  return {
    url: running.url,
    invitations,
    code,
    seeded,
    died: Promise.race([running.died, enclavesDied]),
  };
}

/** Brings everything up. The caller stops it; a start that fails has stopped itself. */
export async function runPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const { dataFolder, port } = options;
  if (!(await isPortFree(port, '127.0.0.1'))) {
    const holder = holderOf(port) ?? 'another program';
    throw new StartError(`port ${port} is taken by ${holder}: stop it, or set PORT`);
  }
  mkdirSync(dataFolder, { recursive: true });
  const settings = platformSettings(dataFolder);
  const cleanup = new Cleanup();
  try {
    const up = await bringUp(options, settings, cleanup);
    return { ...up, settings, stop: () => cleanup.run() };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}
