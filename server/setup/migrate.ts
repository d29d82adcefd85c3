// Applies prisma/migrations with `pg` alone and keeps Prisma's own bookkeeping, so that `prisma
// migrate` agrees with it. Each migration runs once, whole, under the lock that Prisma takes too.

import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import * as z from 'zod';

/** The advisory lock of Prisma's own migrations. */
const prismaLock = 72707369;

const bookkeeping = `create table if not exists "_prisma_migrations" (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

const rowSchema = z.object({
  migration_name: z.string(),
  checksum: z.string(),
  finished_at: z.date().nullable(),
});

/** A migration that cannot be applied; the message names it. */
export class MigrationError extends Error {}

async function apply(client: pg.Client, name: string, sql: string, checksum: string) {
  const id = randomUUID();
  await client.query(
    'insert into "_prisma_migrations"(id, checksum, migration_name) values ($1, $2, $3)',
    [id, checksum, name],
  );
  try {
    await client.query(sql);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    await client.query('update "_prisma_migrations" set logs = $2 where id = $1', [id, words]);
    throw new MigrationError(`migration ${name}: ${words}`, { cause });
  }
  await client.query(
    'update "_prisma_migrations" set finished_at = now(), applied_steps_count = 1 where id = $1',
    [id],
  );
}

/** Names of the migrations that were applied now. Throws MigrationError. */
export async function migrate(url: string, folder: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [prismaLock]);
    await client.query(bookkeeping);
    const { rows } = await client.query(
      'select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null',
    );
    const known = z.array(rowSchema).parse(rows);
    const applied: string[] = [];
    for (const name of fs.readdirSync(folder).sort()) {
      const file = path.join(folder, name, 'migration.sql');
      if (!fs.existsSync(file)) continue;
      const sql = fs.readFileSync(file, 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const row = known.find((one) => one.migration_name === name);
      if (row !== undefined) {
        if (row.finished_at === null) throw new MigrationError(`migration ${name} failed before`);
        if (row.checksum !== checksum) {
          throw new MigrationError(`migration ${name} was edited after it was applied`);
        }
        continue;
      }
      await apply(client, name, sql, checksum);
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}
