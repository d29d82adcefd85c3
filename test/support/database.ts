// A database of a test's own: a copy of the migrated template.

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
}

export async function freshDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateDatabase'));
  const admin = new URL(template);
  admin.pathname = '/postgres';
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  await client.query(`create database ${name} template ${template.pathname.slice(1)}`);
  await client.end();
  const url = new URL(template);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 8 });
  return { url: url.href, pool, close: () => pool.end() };
}
