// A joint job over rows whose keys are canaries, through the real platform; then a search of
// everything that the platform's operator has, for as long as it cared to keep it.

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputTable } from '#enclave/protocol/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databasePlaces, keepEveryRow } from '../support/database-places.ts';
import { root } from '../support/lab-world.ts';
import { canary, filesBelow, leaksIn, unwrapped, type Place } from '../support/leak-detector.ts';
import { openCanaryWorld, openWords, tableOf, type CanaryWorld } from './canary-world.ts';
import { processesOf } from './processes.ts';

const isBuilt = existsSync(join(root, '.next/BUILD_ID'));
const why = isBuilt ? '' : ' [the pages are not built: run npm test whole]';

const groups = ['north', 'south', 'west'];

/**
 * What two lenders have in common, counted by hand: only first, only second, both; rounded to 5.
 */
function countedHere(group: string): OutputTable['rows'][number]['cells'] {
  const keysOf = (lender: number) =>
    tableOf(lender)
      .split('\n')
      .map((line) => line.split(','))
      .filter(([, value]) => value === group)
      .map(([key]) => key);
  const [first, second] = [new Set(keysOf(0)), new Set(keysOf(1))];
  const both = [...first].filter((key) => second.has(key)).length;
  const counts = [first.size - both, second.size - both, both];
  return counts.map((count) => ({ count: Math.round(count / 5) * 5 }));
}

/** Command lines and environments of everything that runs there. */
function processPlaces({ demo }: CanaryWorld): readonly Place[] {
  return processesOf(demo, '').flatMap((pid) =>
    ['environ', 'cmdline'].map((file) => ({
      name: `process ${pid} ${file}`,
      bytes: readFileSync(`/proc/${pid}/${file}`),
    })),
  );
}

/** Where workers had the rows while they counted. */
function scratchPlaces(): readonly Place[] {
  return [tmpdir(), '/dev/shm'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('parley-memory-'))
      .flatMap((name) => filesBelow(join(folder, name))),
  );
}

describe.skipIf(!isBuilt)(`a joint job over canary rows${why}`, () => {
  let world: CanaryWorld;
  let places: readonly Place[];

  beforeAll(async () => {
    world = await openCanaryWorld(keepEveryRow);
    places = [
      ...(await databasePlaces(world.db)),
      ...world.proxy.seen,
      { name: 'output', bytes: Buffer.from(world.demo.said()) },
      ...processPlaces(world),
      ...scratchPlaces(),
      // Blobs, uploads, the enclaves' folder, and PostgreSQL's own files with its journal.
      ...filesBelow(world.demo.data),
    ];
  }, 240_000);
  afterAll(() => world.close());

  it('is delivered, verified and right', () => {
    const [job] = world.jobs;
    expect(job?.ended).toBe('verified');
    const rows = job?.result.outputs.tables[0]?.rows ?? [];
    const told = groups.map((group) => rows.find(({ key }) => key.includes(group))?.cells);
    expect(told).toEqual(groups.map(countedHere));
  });

  it('leaves no row with the platform: tables, journal, blobs, uploads, messages, output, processes', () => {
    expect(leaksIn(unwrapped(places))).toEqual([]);
  });

  it('is searched where it was: what is public is found in each of these places', () => {
    const found = new Set([
      ...leaksIn(unwrapped(places), openWords.column),
      ...leaksIn(unwrapped(places), openWords.title),
      ...leaksIn(places, 'age-encryption.org/v1'),
      ...leaksIn(places, 'PARLEY_PLATFORM_TOKEN'),
      ...leaksIn(places, 'broker:'),
    ]);
    const where = [...found].join('\n');
    // Rows as they are, and messages that are long collected and deleted.
    expect(where).toMatch(/^table public\."Document"$/m);
    expect(where).toMatch(/^table public\."QueuedJob"$/m);
    expect(where).toMatch(/^kept RelayRequest$/m);
    expect(where).toMatch(/^kept BrokerRecord$/m);
    expect(where).toMatch(/^request POST \/api\/trpc\/dataset\.register$/m);
    expect(where).toMatch(/^response GET \/api\/trpc\/job\.material/m);
    expect(where).toMatch(/^request (POST|PATCH) \/api\/uploads/m);
    expect(where).toMatch(/^response GET \/api\/results\//m);
    expect(where).toMatch(/^output$/m);
    expect(where).toMatch(/^process \d+ environ$/m);
    expect(where).toMatch(/\/blobs\/..\/[0-9a-f]{64}$/m);
    expect(where).toMatch(/\/postgres\/.*\/pg_wal\//m);
  });

  it('is searched as it might be packed: in bytes of a row, base64 in base64, and left in scratch folders', async () => {
    const document = Buffer.from(`{"key":"${canary}"}`).toString('base64url');
    const message = Buffer.from(JSON.stringify({ inner: document })).toString('base64url');
    const packed = Buffer.from(JSON.stringify({ request: message }));
    const first = 'select mailbox from "BrokerSeat" limit 1';
    await world.db.query(`insert into "BrokerRecord" values ((${first}), 1000000, $1)`, [packed]);
    await world.db.query('delete from "BrokerRecord" where index = 1000000');
    const folder = mkdtempSync(join(tmpdir(), 'parley-memory-'));
    writeFileSync(join(folder, 'left.csv'), `${canary}-00001\n`);
    try {
      const planted = [...(await databasePlaces(world.db)), ...scratchPlaces()];
      const found = leaksIn(unwrapped(planted));
      expect(found).toContain('kept BrokerRecord');
      expect(found).not.toContain('table public."BrokerRecord"');
      expect(found).toContain(join(folder, 'left.csv'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
