// The database that comes along: joined when it runs, found again with its data, never started
// twice.

import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '#server/setup/embedded-postgres.ts';
import { MigrationError, migrate } from '#server/setup/migrate.ts';
import { cpSync, appendFileSync, readdirSync } from 'node:fs';

const folders: string[] = [];
const fresh = (mode: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-pg-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ answer: unknown }>(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('is one for two starters, keeps its data, and stops for good', async () => {
    const folder = join(fresh(0o711), 'data');
    const [one, two] = await Promise.all([
      startEmbeddedPostgres(folder),
      startEmbeddedPostgres(folder),
    ]);
    expect([one.started, two.started].sort()).toEqual([false, true]);
    expect(two.url).toBe(one.url);
    await query(one.url, 'create table kept as select 7 as answer');
    await one.stop();
    await two.stop();
    await expect(query(one.url, 'select 1 as answer')).rejects.toThrow();
    const again = await startEmbeddedPostgres(folder);
    expect(await query(again.url, 'select answer from kept')).toBe(7);
    await again.stop();
  });

  it.runIf(process.getuid?.() === 0)(
    'as root, in a folder that its own user cannot pass, puts the data elsewhere and says where',
    async () => {
      const closed = join(fresh(0o700), 'data');
      const database = await startEmbeddedPostgres(closed);
      folders.push(database.folder);
      expect(database.folder).not.toBe(closed);
      expect(existsSync(join(database.folder, 'pg18'))).toBe(true);
      await database.stop();
    },
  );

  it('is migrated once, and refuses a migration that was edited after it ran', async () => {
    const folder = fresh(0o711);
    const database = await startEmbeddedPostgres(join(folder, 'data'));
    const migrations = join(folder, 'migrations');
    cpSync('prisma/migrations', migrations, { recursive: true });
    const names = readdirSync(migrations).filter((name) => !name.includes('.'));
    expect(await migrate(database.url, migrations)).toEqual(names);
    expect(await migrate(database.url, migrations)).toEqual([]);
    appendFileSync(join(migrations, names[0] ?? '', 'migration.sql'), '\n-- edited');
    await expect(migrate(database.url, migrations)).rejects.toBeInstanceOf(MigrationError);
    await database.stop();
  });
});
