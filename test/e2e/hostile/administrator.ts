// What whoever runs the machines can do behind everybody's back: change rows and files, look into
// processes, take part at the enclaves' door.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { CanaryWorld } from '../canary-world.ts';
import { processesOf } from '../processes.ts';

type Row = Readonly<Record<string, unknown>>;

const quoted = (name: string) => pg.escapeIdentifier(name);
const columns = (row: Row, from: number) =>
  Object.keys(row).map((name, i) => `${quoted(name)} = $${i + from}`);

/** Of exactly one row. */
export async function readRow(
  { db }: CanaryWorld,
  table: string,
  key: Row,
): Promise<Record<string, unknown>> {
  const { rows } = await db.query<Record<string, unknown>>(
    `select * from ${quoted(table)} where ${columns(key, 1).join(' and ')}`,
    Object.values(key),
  );
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`${rows.length} rows of ${table}`);
  return row;
}

export async function writeRow({ db }: CanaryWorld, table: string, key: Row, set: Row) {
  const values = [...Object.values(set), ...Object.values(key)].map((value) =>
    typeof value === 'object' && value !== null && !Buffer.isBuffer(value) && !Array.isArray(value)
      ? JSON.stringify(value)
      : value,
  );
  await db.query(
    `update ${quoted(table)} set ${columns(set, 1).join(', ')}
     where ${columns(key, Object.keys(set).length + 1).join(' and ')}`,
    values,
  );
}

/** Changes one row for as long as `work` takes. */
export async function withRow<T>(
  world: CanaryWorld,
  [table, key, set]: readonly [string, Row, Row],
  work: () => Promise<T>,
): Promise<T> {
  const row = await readRow(world, table, key);
  const before = Object.fromEntries(Object.keys(set).map((name) => [name, row[name]]));
  await writeRow(world, table, key, set);
  try {
    return await work();
  } finally {
    await writeRow(world, table, key, before);
  }
}

/** Of the first input of a job and of the second, in the order of their owners' names. */
export async function partsOf({ db }: CanaryWorld, job: string) {
  const { rows } = await db.query<{ alias: string; manifest: string; approvals: string[] }>(
    `select p.alias, p.manifest, p.approvals
     from "JobPart" p join "Organisation" o on o.id = p."organisationId"
     where p."jobId" = $1 order by o.name`,
    [job],
  );
  const [first, second] = rows;
  if (first === undefined || second === undefined) throw new Error('a job of two inputs');
  return [first, second] as const;
}

/**
 * Writes down that a part's owner said yes, by the named approval or by none, and wakes the
 * scheduler.
 */
export async function claimApproved(
  world: CanaryWorld,
  job: string,
  approvalsByAlias: Readonly<Record<string, string | null>>,
): Promise<void> {
  for (const [alias, approval] of Object.entries(approvalsByAlias)) {
    const approvals = approval === null ? [] : [approval];
    const decided = { decision: 'approve', approvals, decidedAt: new Date().toISOString() };
    await writeRow(world, 'JobPart', { jobId: job, alias }, decided);
  }
  await world.db.query(`select pg_notify('parley_job', $1)`, [job]);
}

export const blobFile = ({ demo }: CanaryWorld, name: string) =>
  join(demo.data, 'blobs', name.slice(0, 2), name);

/** One bit of a file in the blob store. */
export async function withFlippedBlob<T>(
  world: CanaryWorld,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const path = blobFile(world, name);
  const before = readFileSync(path);
  const flipped = Buffer.from(before);
  flipped[before.length - 1] = (before.at(-1) ?? 0) ^ 1;
  writeFileSync(path, flipped);
  try {
    return await work();
  } finally {
    writeFileSync(path, before);
  }
}

export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex');

export interface EnclaveProcess {
  readonly pid: number;
  readonly door: string;
  readonly token: string;
}

/** Processes of one bundle, with what their environment gives away. */
export function enclaves({ demo }: CanaryWorld, bundle: string): readonly EnclaveProcess[] {
  return processesOf(demo, bundle).flatMap((pid) => {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const value = (name: string) =>
      environment.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
    const [door, token] = [value('PARLEY_PLATFORM_URL'), value('PARLEY_PLATFORM_TOKEN')];
    return token === '' ? [] : [{ pid, door, token }];
  });
}
