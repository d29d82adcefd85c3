// Real broker and worker processes on this machine, started with exactly the environment they
// accept.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface ProcessSettings {
  /** Folder of the built enclave bundles. */
  readonly bundles: string;
  /** Where this machine's simulated hardware keeps its secrets. */
  readonly stateFolder: string;
  readonly platformUrl: string;
  readonly withoutSandbox: boolean;
  /** Another worker than the simulated one, with what its environment holds besides. */
  readonly worker?: EnclaveProgram | undefined;
  /** What a process says on stderr, line by line; never anything of a dataset. */
  readonly onLine: (line: string) => void;
}

export interface EnclaveProgram {
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface RunningProcess {
  /** Rejects with the last words when nothing runs any more, though nobody stopped it. */
  readonly died: Promise<never>;
  readonly stop: () => Promise<void>;
}

/** These variables and no others. The web framework's types want NODE_ENV in every environment. */
function exactly(variables: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...variables } as NodeJS.ProcessEnv;
}

function start(settings: ProcessSettings, { bundle, environment }: EnclaveProgram, token: string) {
  mkdirSync(settings.stateFolder, { recursive: true });
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(settings.bundles, bundle)],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: exactly({
        PATH: process.env['PATH'],
        PARLEY_PLATFORM_URL: settings.platformUrl,
        PARLEY_PLATFORM_TOKEN: token,
        PARLEY_STATE_FOLDER: settings.stateFolder,
        ...environment,
      }),
    },
  );
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    for (const line of text.split('\n')) if (line !== '') settings.onLine(line);
  });
  return child;
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('close', () => resolve());
  });
}

/** A broker or worker that cannot run on this machine; the message is its last words. */
export class ProcessError extends Error {}

/** A promise that only ever rejects, and may be left alone. */
function deathNotice(): { died: Promise<never>; announce: (words: string) => void } {
  let announce: (words: string) => void = () => undefined;
  const died = new Promise<never>((_resolve, reject) => {
    announce = (words) => reject(new ProcessError(words));
  });
  died.catch(() => undefined);
  return { died, announce };
}

function keepingLastLine(settings: ProcessSettings) {
  let last = 'without a word';
  const onLine = (line: string) => {
    last = line;
    settings.onLine(line);
  };
  return { settings: { ...settings, onLine }, lastLine: () => last };
}

const brokerProgram: EnclaveProgram = { bundle: 'broker-simulated.cjs', environment: {} };

function workerProgram({ worker, withoutSandbox }: ProcessSettings): EnclaveProgram {
  const bundle = withoutSandbox ? 'worker-bare-simulated.cjs' : 'worker-simulated.cjs';
  return worker ?? { bundle, environment: {} };
}

function runBroker(settings: ProcessSettings, token: string, isKept: boolean): RunningProcess {
  let stopping = false;
  const heard = keepingLastLine(settings);
  const { died, announce } = deathNotice();
  const spawnOne = (): ChildProcess => {
    const started = start(heard.settings, brokerProgram, token);
    started.once('close', (code) => {
      if (stopping) return;
      if (isKept && code === null) child = spawnOne();
      else announce(`the broker ended: ${heard.lastLine()}`);
    });
    return started;
  };
  let child = spawnOne();
  return {
    died,
    stop: async () => {
      stopping = true;
      child.kill('SIGKILL');
      await exitOf(child);
    },
  };
}

export function startBroker(settings: ProcessSettings, token: string): RunningProcess {
  return runBroker(settings, token, false);
}

/**
 * Keeps a broker running: one that was killed is followed by the next, which unseals the same
 * secret.
 */
export function keepBroker(settings: ProcessSettings, token: string): RunningProcess {
  return runBroker(settings, token, true);
}

/** What a worker says once it has a job. */
const hasJob = 'worker: fetching';

/** Keeps `count` workers waiting; each serves one job and is followed by a fresh one. */
export function startWorkers(
  settings: ProcessSettings,
  token: string,
  count: number,
): RunningProcess {
  let stopping = false;
  const heard = keepingLastLine(settings);
  const { died, announce } = deathNotice();
  const children = new Set<ChildProcess>();
  const program = workerProgram(settings);
  const spawnOne = () => {
    let hadJob = false;
    const onLine = (line: string) => {
      hadJob ||= line === hasJob;
      heard.settings.onLine(line);
    };
    const child = start({ ...heard.settings, onLine }, program, token);
    children.add(child);
    child.once('close', (code) => {
      children.delete(child);
      // A worker that cannot start will not start the next time either: its line on stderr says
      // why. One that was killed (no code) says nothing about the next, nor does one whose job was
      // given to another meanwhile: it could start.
      if (!stopping && (code === 0 || code === null || hadJob)) spawnOne();
      if (children.size === 0) announce(`no worker runs any more: ${heard.lastLine()}`);
    });
  };
  for (let i = 0; i < count; i++) spawnOne();
  return {
    died,
    stop: async () => {
      stopping = true;
      const exits = [...children].map(exitOf);
      // SIGTERM: a worker takes its memory folder with it.
      for (const child of children) child.kill('SIGTERM');
      await Promise.all(exits);
    },
  };
}
