// Rows of a raw query, read by a schema: what a driver returns is nobody's type.

import type pg from 'pg';
import * as z from 'zod';

export async function rowsOf<S extends z.ZodType>(
  pool: pg.Pool,
  schema: S,
  sql: string,
  values: readonly unknown[] = [],
): Promise<z.output<S>[]> {
  const { rows } = await pool.query(sql, [...values]);
  return z.array(schema).parse(rows);
}

/** The first row, or null. */
export async function rowOf<S extends z.ZodType>(
  pool: pg.Pool,
  schema: S,
  sql: string,
  values: readonly unknown[] = [],
): Promise<z.output<S> | null> {
  const [row] = await rowsOf(pool, schema, sql, values);
  return row ?? null;
}
