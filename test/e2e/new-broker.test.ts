// Real organisations on one installation: the operator lets one in by a link; its key broker is
// replaced by another, and nothing runs until the owners have looked at the new one and granted
// again.

import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  acceptInvitation,
  approve,
  askOverlap,
  firstLink,
  makeFirstKeys,
  openBrowser,
  openKeys,
  roomOf,
  signIn,
  startDemo,
  untilState,
  whyNoBrowser,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();

async function ownDatabase(): Promise<string> {
  const url = new URL(inject('templateDatabase'));
  url.pathname = '/postgres';
  const name = `broker_${process.pid}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

/** As if other code had served until now, for organisations that are not a demonstration. */
async function replaceBroker(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`update "Organisation" set demonstration = false`);
  await client.query(`insert into "BrokerSeat"
    (mailbox, "tokenHash", secret, broker, genesis, "seenAt", "introducedAt")
    select 'broker-before', 'none', secret, broker, genesis, "seenAt", "introducedAt"
    from "BrokerSeat"`);
  await client.query(`update "BrokerRecord" set mailbox = 'broker-before'`);
  await client.query(`delete from "BrokerSeat" where mailbox <> 'broker-before'`);
  await client.end();
}

async function grantAgain({ page }: Desk, { url }: RunningDemo): Promise<void> {
  await page.goto(url);
  await page.waitForSelector('text=The key broker was replaced');
  await page.click('a:has-text("Review and hand over again")');
  await page.waitForSelector('text=names as its predecessor the broker that you knew');
  await page.getByLabel(/allows more than the one before/).fill('wider');
  await page.click('button:has-text("Review and sign"):enabled');
  await page.waitForURL(/tab=usage/);
}

describe.skipIf(why !== undefined)(
  `a replaced key broker${why === undefined ? '' : ` [${why}]`}`,
  () => {
    let demo: RunningDemo;
    let browser: Browser;
    let room: string;
    let analyst: Desk;
    let waiting: string;

    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'parley-broker-'));
      chmodSync(folder, 0o711);
      const database = await ownDatabase();
      const environment = { DATABASE_URL: database };
      browser = await openBrowser();
      const before = await startDemo(folder, false, environment);
      analyst = await signIn(browser, before, 'analyst@bureau.example');
      await openKeys(analyst, before, false);
      room = await roomOf(analyst, before);
      waiting = await askOverlap(analyst, before, room);
      await analyst.context.close();
      await before.stop();
      await replaceBroker(database);
      const { password, phrase } = before;
      const flags = ['--without-demonstration', '--invite', 'Elder Savings=data@elder.example'];
      demo = { ...(await startDemo(folder, true, environment, flags)), password, phrase };
      waiting = waiting.replace(before.url, demo.url);
      analyst = await signIn(browser, demo, 'analyst@bureau.example');
      await openKeys(analyst, demo, false);
    }, 240_000);
    afterAll(async () => {
      await browser.close();
      await demo.stop();
    });

    it('ends the jobs that named the one before, and says why', async () => {
      await untilState(analyst, waiting, 'REFUSED');
      expect(await analyst.page.locator('main').innerText()).toContain(
        'The key broker was replaced',
      );
    });

    it('leaves nothing to ask about before anybody granted', async () => {
      const { page } = analyst;
      await page.goto(`${demo.url}/c/${room}/jobs/new?template=overlap`);
      await page.waitForSelector('text=No shared data yet');
    });

    it('is looked at and granted to by each owner in one touch; then the joint job runs', async () => {
      const owners: Desk[] = [];
      for (const email of ['owner@alder.example', 'owner@birch.example']) {
        const owner = await signIn(browser, demo, email);
        await openKeys(owner, demo, true);
        await grantAgain(owner, demo);
        owners.push(owner);
      }
      const job = await askOverlap(analyst, demo, room);
      for (const owner of owners) await approve(owner, job);
      await untilState(analyst, job, 'DELIVERED');
      await analyst.page.goto(`${job}/result`);
      await analyst.page.waitForSelector('text=2,190');
      expect(owners.flatMap((owner) => owner.faults)).toEqual([]);
    }, 120_000);

    it('lets an organisation in by the operator’s link, once', async () => {
      const founder = { email: 'data@elder.example', desk: 'Data desk' };
      const link = firstLink(demo, founder.email);
      const page = await browser.newPage();
      await page.goto(link);
      await page.fill('#desk', founder.desk);
      await page.fill('#password', 'short');
      await page.click('button[type=submit]:enabled');
      await page.waitForSelector('text=There is a problem');
      const password = 'a password of the desk';
      const elder = await acceptInvitation(browser, demo, link, { ...founder, password });
      await page.goto(link);
      await page.waitForSelector('text=This invitation cannot be used');
      await page.close();
      await makeFirstKeys(elder, demo);
      expect(elder.faults).toEqual([]);
    });
  },
);
