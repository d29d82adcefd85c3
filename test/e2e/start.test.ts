// Starting and stopping as an operator does: again, after a kill, with a port that is taken, with a
// worker that dies under a job, with a PostgreSQL of one's own.

import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { startPostgres15, whyNoPostgres15 } from '../support/postgres-15.ts';
import { startDemo } from './platform.ts';
import { processesOf } from './processes.ts';

const root = resolve(import.meta.dirname, '../..');
const isBuilt = existsSync(join(root, '.next/BUILD_ID'));
const whyOld = whyNoPostgres15();
const why = isBuilt ? '' : ' [the pages are not built: run npm test whole]';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!isBuilt)(`npm start${why}`, () => {
  const data = mkdtempSync(join(tmpdir(), 'parley-start-'));
  chmodSync(data, 0o711);
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it('seeds once, ends everything with it, and finds it all again', async () => {
    const first = await startDemo(data, false);
    expect(first.said()).toContain('Overlap by region: VERIFIED in this terminal');
    expect(first.said()).toContain('SIMULATED TEE: everything runs, nothing is protected.');
    const parts = processesOf(first, '');
    expect(parts.length).toBeGreaterThan(6);
    await first.stop();
    // The last ones are ended by the one that was waited for, and may need a moment more.
    await expect.poll(() => parts.filter(isAlive), { timeout: 10_000 }).toEqual([]);
    const second = await startDemo(data, false);
    expect(second.said()).toContain('the demonstration is there from an earlier start');
    expect(second.password).toBe(first.password);
    await second.stop();
  }, 180_000);

  it('after a kill of everything starts as if nothing had happened', async () => {
    const killed = await startDemo(data, false);
    const parts = processesOf(killed, '');
    killed.process.kill('SIGKILL');
    for (const pid of parts) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    const again = await startDemo(data, false);
    expect(again.said()).toContain('Ready after');
    await again.stop();
  }, 180_000);

  it('names the program that has its port', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const run = spawnSync(
      process.execPath,
      [join(root, 'dist/parley.cjs'), 'start', '--data', data],
      { encoding: 'utf8', env: { ...process.env, PORT: String(port) }, timeout: 60_000 },
    );
    server.close();
    expect(run.stderr).toContain(`port ${port} is taken by process ${process.pid}`);
    expect(run.status).toBe(1);
  });

  it('uses a PostgreSQL of one’s own when DATABASE_URL names it', async () => {
    const own = new URL(inject('templateDatabase'));
    own.pathname = '/postgres';
    const name = `own_${process.pid}`;
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: own.href });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    own.pathname = `/${name}`;
    const folder = mkdtempSync(join(tmpdir(), 'parley-own-'));
    const demo = await startDemo(folder, false, { DATABASE_URL: own.href });
    expect(demo.said()).toContain('Multi-lending: VERIFIED');
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 180_000);

  it.skipIf(whyOld !== undefined)(
    `runs on PostgreSQL 15${whyOld === undefined ? '' : ` [${whyOld}]`}`,
    async () => {
      const old = await startPostgres15();
      const folder = mkdtempSync(join(tmpdir(), 'parley-pg15-data-'));
      const demo = await startDemo(folder, true, { DATABASE_URL: old.url });
      expect(demo.said()).toContain('Multi-lending: VERIFIED');
      await demo.stop();
      await old.stop();
    },
    180_000,
  );
});
