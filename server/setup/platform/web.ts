// The web server as a process of its own: Next.js over the production build.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

export interface WebSettings {
  readonly root: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly sessionSecret: string;
  /** Pages are compiled as they are asked for, for people who write them. */
  readonly development: boolean;
  readonly onLine: (line: string) => void;
}

export interface RunningWeb {
  readonly url: string;
  readonly died: Promise<never>;
  readonly stop: () => Promise<void>;
}

const readyWithinMs = 60_000;
const host = 'localhost';

async function isUp(url: string): Promise<boolean> {
  return fetch(new URL('/api/auth/csrf', url)).then(
    (response) => response.ok,
    () => false,
  );
}

/** Resolves when the server answers. Throws an Error with its last words if it ends before. */
export async function startWeb(settings: WebSettings): Promise<RunningWeb> {
  const { root, port, development, onLine } = settings;
  const next = createRequire(`${root}/package.json`).resolve('next/dist/bin/next');
  const url = `http://${host}:${port}`;
  const child = spawn(
    process.execPath,
    [next, development ? 'dev' : 'start', '-p', String(port), '-H', '127.0.0.1'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: development ? 'development' : 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        DATABASE_URL: settings.databaseUrl,
        PARLEY_DATA_FOLDER: settings.dataFolder,
        NEXTAUTH_URL: process.env['NEXTAUTH_URL'] ?? url,
        NEXTAUTH_SECRET: settings.sessionSecret,
      },
    },
  );
  let last = '';
  const hear = (text: Buffer) => {
    for (const line of text
      .toString()
      .split('\n')
      .filter((one) => one.trim() !== '')) {
      last = line;
      onLine(line);
    }
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const died = exited.then(() => Promise.reject(new Error(`the web server ended: ${last}`)));
  died.catch(() => undefined);
  const becomesReady = async () => {
    const since = Date.now();
    while (Date.now() - since < readyWithinMs) {
      if (await isUp(url)) return;
      await sleep(50);
    }
    throw new Error('the web server did not answer in time');
  };
  await Promise.race([becomesReady(), died]);
  return {
    url,
    died,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
