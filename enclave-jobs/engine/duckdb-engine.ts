// DuckDB locked down: no file but the named ones, no network, no extension, no spill to disk, no
// setting after the start. Errors of the engine quote values of rows, so nothing of them is kept.

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { EnclaveError } from '../protocol/index.ts';
import { countTables, type EngineRow } from './count-tables.ts';
import type { JobEngine, LoadedTable } from './engine.ts';
import { createTable, quoteName, quoteText } from './print-sql.ts';

export interface DuckDbLimits {
  readonly threads: number;
  readonly memoryMiB: number;
  /** Exact paths of the only files that may be read. */
  readonly paths: readonly string[];
}

/** The order matters: allowed paths before access is closed, the lock last. */
function lockDown({ paths, threads, memoryMiB }: DuckDbLimits): readonly string[] {
  return [
    `SET threads = ${threads}`,
    `SET memory_limit = '${memoryMiB}MiB'`,
    "SET temp_directory = ''",
    'SET autoinstall_known_extensions = false',
    'SET autoload_known_extensions = false',
    'SET allow_community_extensions = false',
    'SET enable_external_file_cache = false',
    `SET allowed_paths = [${paths.map(quoteText).join(', ')}]`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ];
}

/** Engine text never leaves: whatever went wrong is one code without a cause. */
async function mute<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw new EnclaveError('ENGINE');
  }
}

/**
 * Text, an integer that JavaScript represents exactly, or NULL. Anything else is an error, never a
 * 0.
 */
function plainValue(value: unknown): string | number | null {
  if (value === null || typeof value === 'string') return value;
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw new EnclaveError('ENGINE', 'value');
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly EngineRow[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader
    .getRowObjects()
    .map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
    );
}

/** Also answers statements, for the tests of its locks. */
export interface DuckDb extends JobEngine {
  run(sql: string): Promise<readonly EngineRow[]>;
}

/** Opens an engine that can read `limits.paths` and nothing else. Throws ENGINE. */
export async function openDuckDb(limits: DuckDbLimits): Promise<DuckDb> {
  const connection = await mute(async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const opened = await instance.connect();
    for (const statement of lockDown(limits)) await opened.run(statement);
    return opened;
  });
  return {
    load: (load, path): Promise<LoadedTable> =>
      mute(async () => {
        await connection.run(createTable(load, path));
        const count = `SELECT count(*) AS persons FROM ${quoteName(load.alias)}`;
        const rows = `SELECT count(*) AS rows FROM read_parquet(${quoteText(path)})`;
        const [persons] = await rowsOf(connection, count);
        const [total] = await rowsOf(connection, rows);
        return { persons: Number(persons?.['persons']), rows: Number(total?.['rows']) };
      }),
    count: (plan) => mute(() => countTables(plan, (sql) => rowsOf(connection, sql))),
    run: (sql) => mute(() => rowsOf(connection, sql)),
    close: () => {
      connection.closeSync();
    },
  };
}
