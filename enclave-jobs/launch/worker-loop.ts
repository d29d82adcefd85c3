// A worker main: take one job, run it in a fresh engine process, say how it ended, exit. The
// launcher starts the next worker: nothing survives a job (R47).

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  FrameReader,
  httpWorkerPlatform,
  type Door,
  type JobPhase,
  type Lease,
  type WorkerPlatform,
} from '../channel/index.ts';
import type { Doc, Evidence, Hash, Runtime } from '../protocol/index.ts';
import { findSandbox, serveJob, type EngineProcess, type SandboxCommand } from '../worker/index.ts';

const retryMs = 200;
const beatMs = 2_000;

export interface WorkerOptions {
  readonly code: Hash;
  readonly engineBundle: string;
  readonly libraries: readonly string[];
  collect(runtime: Runtime): Promise<Doc<Evidence>>;
  /** True in the bare simulated main only, which has a code identity of its own. */
  readonly withoutSandbox: boolean;
}

/** Where the engine will run, and the folder over which memory is mounted there. */
interface Place {
  readonly command: SandboxCommand;
  readonly plaintext: string;
}

const memoryFolder = '/dev/shm';

/** Found before a job is taken: a worker without a sandbox must not hold anybody up. */
function findPlace(options: WorkerOptions): Place {
  const { engineBundle: bundle, libraries } = options;
  const plaintext = mkdtempSync(join(tmpdir(), 'parley-memory-'));
  process.once('exit', () => rmSync(plaintext, { recursive: true, force: true }));
  if (!options.withoutSandbox) {
    const files = { node: process.execPath, bundle, libraries, plaintext };
    const command = findSandbox(files);
    if (command !== null) return { command, plaintext };
    throw new Error(
      'neither bubblewrap nor unshare with setpriv works here: no sandbox, no worker',
    );
  }
  // Without a mount of its own the engine writes to the system's memory folder, where there is one.
  const shared = existsSync(memoryFolder)
    ? mkdtempSync(join(memoryFolder, 'parley-memory-'))
    : plaintext;
  process.once('exit', () => rmSync(shared, { recursive: true, force: true }));
  return { command: { name: 'none', prefix: [] }, plaintext: shared };
}

/** These variables and no others. The web framework's types want NODE_ENV in every environment. */
function exactly(variables: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...variables } as NodeJS.ProcessEnv;
}

function startEngine(options: WorkerOptions, { command, plaintext }: Place): EngineProcess {
  const { prefix } = command;
  const node = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    options.engineBundle,
    plaintext,
  ];
  const [program = process.execPath, ...args] = [...prefix, ...node];
  // The engine's own words on stderr could quote a row: they go nowhere.
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: exactly({ PATH: process.env['PATH'] }),
  });
  child.stdin.on('error', () => undefined);
  // 'exit' and not 'close': the latter waits for output that nobody reads any more.
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return {
    frames: new FrameReader(child.stdout),
    write: (frame) => {
      child.stdin.write(frame);
    },
    end: async () => {
      child.stdin.destroy();
      child.stdout.destroy();
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Waits for a job, also through a platform that is away for a while. */
async function nextLease(platform: WorkerPlatform): Promise<Lease> {
  for (;;) {
    try {
      const lease = await platform.lease();
      if (lease !== null) return lease;
    } catch {
      await sleep(retryMs);
    }
  }
}

/** A beat at once with each phase, and at a fixed pace in between. */
function startHeart(platform: WorkerPlatform, lease: string) {
  let phase: JobPhase = 'fetching';
  // The platform being away for a while is no reason to stop: it decides by the next beats.
  const beat = () => void platform.beat(lease, phase).catch(() => undefined);
  const timer = setInterval(beat, beatMs);
  return {
    beat: (next: JobPhase) => {
      phase = next;
      beat();
    },
    stop: () => clearInterval(timer),
  };
}

/** Serves one job. Throws if no sandbox works here, or the platform does not take the end. */
export async function serveOneJob(door: Door, options: WorkerOptions): Promise<void> {
  process.once('SIGTERM', () => process.exit(0));
  const place = findPlace(options);
  const platform = httpWorkerPlatform(door);
  const lease = await nextLease(platform);
  const heart = startHeart(platform, lease.lease);
  const end = await serveJob(
    {
      platform,
      code: options.code,
      collect: (runtime) => options.collect(runtime),
      startEngine: () => startEngine(options, place),
      report: (phase) => {
        process.stderr.write(`worker: ${phase}\n`);
        heart.beat(phase);
      },
    },
    lease.job,
  );
  heart.stop();
  await platform.finish(lease.lease, end);
}
