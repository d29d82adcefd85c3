// A table in the browser: broken ones refused by row and column, a whole one sealed and registered
// with one touch, its rows nowhere but on the owner's device; an upload that a closed tab left
// behind; a pause.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canary, filesBelow, leaksIn } from '../support/leak-detector.ts';
import {
  choose,
  openBrowser,
  openKeys,
  roomOf,
  signIn,
  startDemo,
  whyNoBrowser,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();
const csv = (text: string, name = 'table.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

const broken: readonly (readonly [string, string, RegExp])[] = [
  ['a ragged row', 'id,region\n1,a\n2\n', /Row 3.*2 fields|Row 3.*1 field/],
  ['a stray quote', 'id,region\n1,"a\n', /Row 2.*quotation mark/i],
  ['a repeated header', 'id,id\n1,2\n', /id/],
  ['no rows', 'id,region\n', /row/i],
];

/** Persons with a key that no search can miss, in the columns of the other lenders. */
function canaryTable(rows: number): string {
  const regions = ['Ashmoor', 'Brack', 'Colden', 'Dunmere'];
  const lines = Array.from(
    { length: rows },
    (_, i) => `${canary}${String(i).padStart(7, '0')},${regions[i % 4] ?? ''},${canary}-${i}`,
  );
  return `person_id,region,remark\n${lines.join('\n')}\n`;
}

/** The same table as another program writes it. */
async function parquetOf(text: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-parquet-'));
  const at = (name: string) => join(folder, name);
  writeFileSync(at('table.csv'), text);
  const duck = await (await DuckDBInstance.create(':memory:')).connect();
  await duck.run(
    `copy (from read_csv('${at('table.csv')}', all_varchar = true)) to '${at('table.parquet')}' (compression zstd)`,
  );
  duck.closeSync();
  const file = readFileSync(at('table.parquet'));
  rmSync(folder, { recursive: true, force: true });
  return file;
}

describe.skipIf(why !== undefined)(
  `a table in the browser${why === undefined ? '' : ` [${why}]`}`,
  () => {
    let demo: RunningDemo;
    let browser: Browser;
    let owner: Desk;

    beforeAll(async () => {
      demo = await startDemo();
      browser = await openBrowser();
      owner = await signIn(browser, demo, 'owner@cedar.example');
      await openKeys(owner, demo, true);
    }, 240_000);
    afterAll(async () => {
      await browser.close();
      await demo.stop();
    });

    it.each(broken)(
      'with %s is refused before anything leaves the device',
      async (_, text, words) => {
        const { page, traffic } = owner;
        await page.goto(`${demo.url}/datasets/new`);
        await page.waitForSelector('input[type=file]', { state: 'attached' });
        const sent = traffic.length;
        await page.locator('input[type=file]').setInputFiles(csv(text));
        const problem = page.locator('[role=alert]', { hasText: 'There is a problem' });
        await problem.waitFor();
        expect(await problem.innerText()).toMatch(words);
        expect(traffic.slice(sent).join('')).not.toContain('region');
      },
    );

    it('in which rows of one person differ asks what counts, and goes on', async () => {
      const { page } = owner;
      await page.goto(`${demo.url}/datasets/new`);
      await page.waitForSelector('input[type=file]', { state: 'attached' });
      const again = ['0000000', '0000001', '0000002'].map((n) => `${canary}${n},Elsewhere,x`);
      const text = `${canaryTable(1200)}${again.join('\n')}\n`;
      await page.locator('input[type=file]').setInputFiles(csv(text, 'twice.csv'));
      await page.waitForSelector('text=Declared values');
      await page.getByLabel('Role of remark').selectOption('out');
      await page.getByLabel('How keys are compared').selectOption('exact');
      const way = page.getByLabel('Several rows of a person: region');
      expect(await way.count()).toBe(0);
      await page.click('button:has-text("Next")');
      await page.waitForSelector('text=3 persons have rows with different values');
      await way.selectOption('only');
      await page.click('button:has-text("Next")');
      await page.waitForSelector('text=The table is as declared');
    });

    it('is checked, sealed and registered with one touch', async () => {
      const { page } = owner;
      await page.goto(`${demo.url}/datasets/new`);
      await page.waitForSelector('input[type=file]', { state: 'attached' });
      await page
        .locator('input[type=file]')
        .setInputFiles(csv(canaryTable(30_000), 'canaries.csv'));
      await page.waitForSelector('text=Declared values');
      await page.getByLabel('Role of remark').selectOption('out');
      await page.getByLabel('How keys are compared').selectOption('exact');
      await page.click('button:has-text("Next")');
      await page.waitForSelector('text=The table is as declared');
      await page.click('button:has-text("Next")');
      const group = (legend: string) => page.locator('fieldset', { hasText: legend });
      await group('May ask').getByLabel('Meridian Bureau').check();
      await group('May receive answers').getByLabel('Meridian Bureau').check();
      await group('May be joined').getByLabel('Alder Bank').check();
      await page.getByLabel('How many customers do we share?').check();
      await page.click('button:has-text("Next")');
      await page.click('button:has-text("Seal and upload")');
      await page.waitForSelector('text=Open the dataset');
      await page.click('text=Open the dataset');
      await page.waitForSelector('text=canaries');
      expect(await page.locator('main').innerText()).not.toContain('remark');
    });

    it('leaves no row readable in the database, files, logs or traffic of the platform', async () => {
      const settings = readFileSync(`${demo.data}/postgres/pg18.port`, 'utf8');
      const password = readFileSync(`${demo.data}/postgres/pg18.password`, 'utf8').trim();
      const client = new pg.Client({
        connectionString: `postgresql://parley:${password}@127.0.0.1:${settings}/parley`,
      });
      await client.connect();
      const tables = await client.query<{ name: string }>(
        `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
       where schemaname in ('public', 'pgboss')`,
      );
      const rows: Buffer[] = [];
      for (const { name } of tables.rows) {
        const { rows: found } = await client.query<{ line: string }>(
          `select t::text as line from ${name} t`,
        );
        rows.push(Buffer.from(found.map((row) => row.line).join('\n')));
      }
      await client.end();
      const places = [
        { name: 'database', bytes: Buffer.concat(rows) },
        { name: 'traffic', bytes: Buffer.from(owner.traffic.join('\n')) },
        { name: 'output', bytes: Buffer.from(demo.said()) },
        ...filesBelow(`${demo.data}/blobs`),
        ...filesBelow(`${demo.data}/uploads`),
      ];
      expect(places.length).toBeGreaterThan(8);
      expect(owner.traffic.length).toBeGreaterThan(20);
      expect(leaksIn(places)).toEqual([]);
      // The search finds what is there: the name of the file is no secret.
      expect(leaksIn(places, 'canaries').length).toBeGreaterThan(0);
    });

    it('is offered for questions, and one that cannot be joined says why', async () => {
      const analyst = await signIn(browser, demo, 'analyst@bureau.example');
      const alder = await signIn(browser, demo, 'owner@alder.example');
      await openKeys(analyst, demo, false);
      await openKeys(alder, demo, true);
      const room = await roomOf(analyst, demo);
      const { page } = analyst;
      await page.goto(`${demo.url}/c/${room}/jobs/new?template=overlap`);
      await page.waitForSelector('text=First dataset');
      await choose(page, 'First dataset', /Alder/);
      await choose(page, 'Second dataset', /Cedar.*30,000/);
      await page.click('button:has-text("Next")');
      await page.click('button:has-text("Next")');
      // Keys that are compared in different ways cannot be joined: said before anybody is asked.
      await page.waitForSelector('text=This job fails');
      expect(await page.locator('main').innerText()).toContain(
        'The datasets compare keys in different ways.',
      );
      expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    });

    it('whose tab was closed under the upload goes on from the sealed file in this browser', async () => {
      const elm = await signIn(browser, demo, 'owner@elm.example');
      await openKeys(elm, demo, true);
      const { page, context } = elm;
      await context.route('**/api/uploads**', (route) =>
        route.request().method() === 'HEAD' ? route.continue() : route.abort(),
      );
      await page.goto(`${demo.url}/datasets/new`);
      await page.waitForSelector('input[type=file]', { state: 'attached' });
      await page
        .locator('input[type=file]')
        .setInputFiles(csv(canaryTable(2_000), 'left behind.csv'));
      await page.waitForSelector('text=Declared values');
      await page.getByLabel('How keys are compared').selectOption('exact');
      await page.click('button:has-text("Next")');
      await page.waitForSelector('text=The table is as declared');
      await page.click('button:has-text("Next")');
      const group = (legend: string) => page.locator('fieldset', { hasText: legend });
      await group('May ask').getByLabel('Meridian Bureau').check();
      await group('May receive answers').getByLabel('Meridian Bureau').check();
      await page.getByLabel('How many customers do we share?').check();
      await page.click('button:has-text("Next")');
      await page.click('button:has-text("Seal and upload")');
      await page.waitForSelector('text=Uploading the sealed file');
      await page.close();
      await context.unroute('**/api/uploads**');
      const next = await context.newPage();
      await next.goto(`${demo.url}/datasets`);
      await next.waitForSelector('text=left behind: the sealed file is still in this browser.');
      await next.click('button:has-text("Continue")');
      await next.waitForSelector('text=Uploads not finished', { state: 'detached' });
      expect(await next.locator('main').innerText()).not.toContain('Not uploaded');
      await context.close();
    });

    it('has a new version from a Parquet file, which starts where the one before ended', async () => {
      const { page } = owner;
      await page.goto(`${demo.url}/datasets`);
      await page.click('a:has-text("canaries")');
      await page.click('a:has-text("New version")');
      await page.waitForSelector('input[type=file]', { state: 'attached' });
      await page.locator('input[type=file]').setInputFiles({
        name: 'later.parquet',
        mimeType: 'application/vnd.apache.parquet',
        buffer: await parquetOf(canaryTable(31_000)),
      });
      await page.waitForSelector('text=31,000 rows');
      expect(await page.getByLabel('Name of the dataset').isDisabled()).toBe(true);
      expect(await page.getByLabel('Role of remark').inputValue()).toBe('out');
      await page.click('button:has-text("Next")');
      await page.waitForSelector('text=The table is as declared');
      await page.click('button:has-text("Next")');
      const asked = page.locator('fieldset', { hasText: 'May ask' }).getByLabel('Meridian Bureau');
      expect(await asked.isChecked()).toBe(true);
      await page.click('button:has-text("Next")');
      await page.click('button:has-text("Seal and upload")');
      await page.click('text=Open the dataset');
      await page.waitForSelector('text=version 2');
      await page.click('[role=tab]:has-text("Versions")');
      await page.waitForSelector('text=31,000');
      await page.waitForSelector('text=30,000');
    });

    it('is out of use for everybody once its owner pauses, with one touch', async () => {
      const { page } = owner;
      await page.goto(`${demo.url}/pause`);
      await page.click('button:has-text("Pause all use")');
      await page.locator('[role=dialog] button', { hasText: 'Sign and pause' }).click();
      await page.waitForSelector('text=Resume');
      const analyst = await signIn(browser, demo, 'analyst@bureau.example');
      await openKeys(analyst, demo, false);
      const room = await roomOf(analyst, demo);
      await analyst.page.goto(`${demo.url}/c/${room}/jobs/new?template=overlap`);
      await analyst.page.waitForSelector('text=First dataset');
      await expect(choose(analyst.page, 'First dataset', /Cedar/)).rejects.toThrow('no option');
      await analyst.context.close();
    });

    it('page faults are none', () => {
      expect(owner.faults).toEqual([]);
    });
  },
);
