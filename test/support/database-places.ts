// What whoever runs the database could read: every value of every table, and, from the moment that
// it begins to keep them, also those that were changed or deleted since.

import type pg from 'pg';
import * as z from 'zod';
import type { Place } from './leak-detector.ts';

const tableSchema = z.object({ name: z.string() });
const platforms = ['public', 'pgboss'];

async function tablesOf(client: pg.Client, schemas: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)`,
    [schemas],
  );
  return rows.map((row) => tableSchema.parse(row).name);
}

/** From now on a copy of each row that is written stays, whatever becomes of the row. */
export async function keepEveryRow(client: pg.Client): Promise<void> {
  await client.query(`create schema kept;
    create table kept.rows (relation text not null, kept jsonb not null);
    create function kept.keep() returns trigger language plpgsql as $$
      begin insert into kept.rows values (tg_table_name, to_jsonb(new)); return null; end $$`);
  for (const name of await tablesOf(client, platforms)) {
    await client.query(`create trigger keep after insert or update on ${name}
      for each row execute function kept.keep()`);
  }
}

/** JSON shows a column of bytes as "\\x" and hex. */
function plainBytes(value: unknown): readonly Buffer[] {
  if (Buffer.isBuffer(value)) return [value];
  if (typeof value === 'string') {
    return [value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex') : Buffer.from(value)];
  }
  if (value instanceof Date || typeof value !== 'object' || value === null) {
    return [Buffer.from(String(value))];
  }
  return Object.values(value).flatMap(plainBytes);
}

function placeOf(name: string, rows: readonly unknown[]): Place {
  const values = rows.flatMap(plainBytes).flatMap((value) => [value, Buffer.from('\n')]);
  return { name, bytes: Buffer.concat(values) };
}

/** One place per table, and one per table whose rows were kept. */
export async function databasePlaces(client: pg.Client): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const name of await tablesOf(client, platforms)) {
    const { rows } = await client.query(`select * from ${name}`);
    places.push(placeOf(`table ${name}`, rows));
  }
  for (const name of await tablesOf(client, ['kept'])) {
    const { rows } = await client.query<{ relation: string }>(`select * from ${name}`);
    for (const relation of new Set(rows.map((row) => row.relation))) {
      const kept = rows.filter((row) => row.relation === relation);
      places.push(placeOf(`kept ${relation}`, kept));
    }
  }
  return places;
}
