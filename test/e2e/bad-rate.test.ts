// A question that no page knows by name: owners allow it in their rules, an analyst asks it in the
// form that its folder describes, and its rates are computed again beside the proof.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approve,
  choose,
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
const question = 'How bad are the customers that others know?';

describe.skipIf(why !== undefined)(
  `bad-rate in the browser${why === undefined ? '' : ` [${why}]`}`,
  () => {
    let demo: RunningDemo;
    let browser: Browser;
    let analyst: Desk;
    let alder: Desk;
    let birch: Desk;
    let job: string;

    beforeAll(async () => {
      demo = await startDemo();
      browser = await openBrowser();
      analyst = await signIn(browser, demo, 'analyst@bureau.example');
      alder = await signIn(browser, demo, 'owner@alder.example');
      birch = await signIn(browser, demo, 'owner@birch.example');
      await openKeys(analyst, demo, false);
      await openKeys(alder, demo, true);
      await openKeys(birch, demo, true);
    }, 240_000);
    afterAll(async () => {
      await browser.close();
      await demo.stop();
    });

    async function ask(): Promise<void> {
      const { page } = analyst;
      const room = await roomOf(analyst, demo);
      await page.goto(`${demo.url}/c/${room}/questions`);
      await page.locator('tr', { hasText: question }).getByText('Use this question').last().click();
      await page.getByLabel(/^Alder Bank/).check();
      await page.getByLabel(/^Birch Credit/).check();
      await page.click('button:has-text("Next")');
      await choose(page, 'Whose customers', /Alder/);
      await choose(page, 'Group them by', /Known to the partner/);
      await choose(page, 'Also group by', /region/);
      await page.click('button:has-text("Next")');
    }

    it('is refused by the rules that do not name it, before anybody signs', async () => {
      await ask();
      await analyst.page.waitForSelector('text=This job fails');
      expect(await analyst.page.locator('main').innerText()).toContain('Question allowed');
    });

    it('is allowed by an owner with one tick and the word that a wider rule takes', async () => {
      for (const { page } of [alder, birch]) {
        await page.goto(`${demo.url}/datasets`);
        await page.click('a:has-text("customers of")');
        await page.click('a[href$="/policy/edit"]');
        await page.waitForSelector('h2:has-text("Change to the signed rule")');
        await page.getByLabel(question).check();
        await page.getByLabel(/allows more than the one before/).fill('wider');
        await page.click('button:has-text("Review and sign"):enabled');
        await page.waitForURL(/tab=usage/);
      }
    });

    it('is asked in its form, approved by its sentence, and answered with rates', async () => {
      await ask();
      const { page } = analyst;
      await page.waitForSelector('text=Every rule allows this job.');
      await page.click('button:has-text("Next")');
      await page.click('button:has-text("Sign and submit")');
      await page.waitForSelector('[data-testid=state][data-state=AWAITING_APPROVALS]');
      job = page.url();
      const sentence = await approve(alder, job);
      expect(sentence).toMatch(/good and the bad customers of Alder Bank.*whether Birch Credit/);
      expect(sentence).toMatch(/A person is bad if any of their rows says so in "bad"/);
      await approve(birch, job);
      await untilState(analyst, job, 'DELIVERED');
      await page.goto(`${job}/result`);
      await page.waitForSelector('text=Download CSV');
      const words = await page.locator('main').innerText();
      expect(words).toContain('Your browser computed the rates again from the counts');
      expect(words).toMatch(/Ashmoor/);
      expect(await page.locator('figure').innerText()).toMatch(/\d(\.\d)? %/);
    });

    it('no page stopped at an error', () => {
      expect([...analyst.faults, ...alder.faults, ...birch.faults]).toEqual([]);
    });
  },
);
