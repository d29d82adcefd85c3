// What a passkey does to an organisation's card: nothing is lowered in silence, every change is
// shown before it is signed, and asking for less takes a typed word.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  askOverlap,
  openBrowser,
  openKeys,
  roomOf,
  signIn,
  startDemo,
  untilState,
  approve,
  whyNoBrowser,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();

describe.skipIf(why !== undefined)(`a key card${why === undefined ? '' : ` [${why}]`}`, () => {
  let demo: RunningDemo;
  let browser: Browser;
  let owner: Desk;

  beforeAll(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    owner = await signIn(browser, demo, 'owner@alder.example');
    await openKeys(owner, demo, false);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  const row = (name: string) => owner.page.getByRole('row').filter({ hasText: name });
  const wordField = () => owner.page.getByLabel(/requires less than the one before/);

  it('is shown as a difference before a passkey is made, and a lowering of it takes a typed word', async () => {
    const { page } = owner;
    const button = page.getByRole('button', { name: 'Add a passkey' });
    expect(await row('Approver keys').innerText()).toContain('the passkey that you make now');
    await page.waitForSelector('text=1 signature needed, 1 of them from an independent program.');
    expect(await wordField().count()).toBe(0);
    await page.getByLabel('Approve with this passkey alone').check();
    expect(await row('Independent signatures needed').innerText()).toMatch(
      /1\s+0\s+\u2193?\s*lower/,
    );
    await page.waitForSelector('text=drops from 1 to 0, and every proof will show it');
    expect(await button.isDisabled()).toBe(true);
    await wordField().fill('yes');
    expect(await button.isDisabled()).toBe(true);
    await page.getByLabel('Approve with this passkey alone').uncheck();
    expect(await button.isEnabled()).toBe(true);
  });

  it('keeps its independent signature when a passkey joins, and the pages say what that means', async () => {
    const { page } = owner;
    await page.click('button:has-text("Add a passkey")');
    await page.waitForSelector('text=The browser forgets them when you sign out');
    await page.waitForSelector('text=1 signature needed, 1 of them from an independent program.');
    await page.waitForSelector('text=which a passkey does not give');
    const analyst = await signIn(browser, demo, 'analyst@bureau.example');
    await openKeys(analyst, demo, false);
    const job = await askOverlap(analyst, demo, await roomOf(analyst, demo));
    await page.goto(`${job}/approve`);
    await page.waitForSelector('text=which a passkey does not give');
    expect(await page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Deny' }).isEnabled()).toBe(true);
    await untilState(analyst, job, 'AWAITING_APPROVALS');
    await analyst.context.close();
  });

  it('is lowered under Keys and quorum by a difference and a typed word, and then a touch approves', async () => {
    const { page } = owner;
    await page.goto(`${demo.url}/organisation/keys`);
    await page.getByLabel('How many of them with an independent key').selectOption('0');
    expect(await row('Independent signatures needed').innerText()).toMatch(
      /1\s+0\s+\u2193?\s*lower/,
    );
    const button = page.getByRole('button', { name: 'Sign the new numbers' });
    expect(await button.isDisabled()).toBe(true);
    await wordField().fill('lower');
    await button.click();
    await page.waitForSelector('text=1 signature needed, 0 of them from an independent program.');
    await page.goto(`${demo.url}/inbox`);
    const job = await page.locator('main a[href$="/approve"]').first().getAttribute('href');
    await approve(owner, `${demo.url}${(job ?? '').replace(/\/approve$/, '')}`);
    expect(owner.faults).toEqual([]);
  });

  it('is raised again without a word', async () => {
    const { page } = owner;
    await page.goto(`${demo.url}/organisation/keys`);
    await page.getByLabel('How many of them with an independent key').selectOption('1');
    expect(await wordField().count()).toBe(0);
    await page.click('button:has-text("Sign the new numbers"):enabled');
    await page.waitForSelector('text=1 signature needed, 1 of them from an independent program.');
  });
});
