// The story from browsers of their own: an analyst asks, two owners approve with passkeys, the
// analyst reads a verified result; then a no, a restart of the broker, and a platform that lies.

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processOf } from './processes.ts';
import {
  approve,
  askOverlap,
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

describe.skipIf(why !== undefined)(
  `from two browsers${why === undefined ? '' : ` [${why}]`}`,
  () => {
    let demo: RunningDemo;
    let browser: Browser;
    let analyst: Desk;
    let alder: Desk;
    let birch: Desk;
    let room: string;

    beforeAll(async () => {
      demo = await startDemo();
      browser = await openBrowser();
      [analyst, alder, birch] = [
        await signIn(browser, demo, 'analyst@bureau.example'),
        await signIn(browser, demo, 'owner@alder.example'),
        await signIn(browser, demo, 'owner@birch.example'),
      ];
      await openKeys(analyst, demo, false);
      await openKeys(alder, demo, true);
      await openKeys(birch, demo, true);
      room = await roomOf(analyst, demo);
    }, 240_000);
    afterAll(async () => {
      await browser.close();
      await demo.stop();
    });

    /** From the result page, on which the analyst is. */
    async function proofFile(): Promise<string> {
      const [download] = await Promise.all([
        analyst.page.waitForEvent('download'),
        analyst.page.click('button:has-text("Download proof")'),
      ]);
      return download.path();
    }

    it('a question is asked, approved by both owners, run, and its result verified before a number shows', async () => {
      const job = await askOverlap(analyst, demo, room);
      const sentence = await approve(alder, job);
      expect(sentence).toContain('Alder Bank');
      expect(sentence).toContain('rounded to 5');
      expect(await approve(birch, job)).toBe(sentence);
      await untilState(analyst, job, 'DELIVERED');
      await analyst.page.goto(`${job}/result`);
      await analyst.page.waitForSelector('text=Download CSV');
      const main = analyst.page.locator('main');
      expect(await main.innerText()).toMatch(/Ashmoor[\s\S]*2,365/);
      expect(await main.innerText()).toContain('simulated, proves nothing');
      expect(await main.innerText()).toContain('Verified with your list of partners');
    });

    it('a bundle downloaded in one browser verifies in another without an account', async () => {
      const file = await proofFile();
      const stranger = await browser.newContext();
      const page = await stranger.newPage();
      await page.goto(`${demo.url}/verify`);
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({
          name: 'proof.bundle.json',
          mimeType: 'application/json',
          buffer: readFileSync(file),
        });
      await page.waitForSelector('text=Consistent. Without your verified partners');
      const altered = readFileSync(file, 'utf8').replace('"acceptedAt":1', '"acceptedAt":2');
      await page.click('button:has-text("Check another")');
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles({
          name: 'altered.json',
          mimeType: 'application/json',
          buffer: Buffer.from(
            altered.replace(
              /"signatures":\[\{"alg":"ed25519","keyId":"[0-9a-f]{8}/,
              (m) => `${m.slice(0, -8)}00000000`,
            ),
          ),
        });
      await page.waitForSelector('text=Not verified');
      await stranger.close();
    });

    it('a file that is no whole bundle gets not one green line on the page that verifies', async () => {
      const whole = readFileSync(await proofFile());
      const stranger = await browser.newContext();
      const page = await stranger.newPage();
      await page.goto(`${demo.url}/verify`);
      for (const buffer of [
        Buffer.from('PK\u0003\u0004\u0014\u0000 a workbook'),
        whole.subarray(0, Math.floor(whole.length / 2)),
        Buffer.from(whole.toString().replace('"ProofBundle"', '"proofBundle"')),
        Buffer.alloc(0),
      ]) {
        await page
          .locator('input[type=file]')
          .first()
          .setInputFiles({ name: 'loans.xlsx', mimeType: '', buffer });
        await page.waitForSelector('text=Not verified. This file is not a whole proof bundle');
        expect(await page.getByText('verified here').count()).toBe(0);
        expect(await page.locator('main .text-verified, main .edge-verified').count()).toBe(0);
        expect(await page.getByText('not checked', { exact: true }).count()).toBe(3);
        await page.waitForSelector('text=Nothing here counts as genuine hardware');
        await page.click('button:has-text("Check another")');
      }
      await stranger.close();
    });

    it('an owner asks and proposes something narrower, and the requester’s next draft starts there', async () => {
      const job = await askOverlap(analyst, demo, room);
      await alder.page.goto(`${job}/approve`);
      await alder.page.getByLabel('Message Meridian Bureau').fill('Which regions do you need?');
      await alder.page.click('button:has-text("Send")');
      await alder.page.waitForSelector('text=Which regions do you need?');
      await alder.page.click('button:has-text("Propose narrower")');
      await alder.page.getByLabel('Why (optional)').fill('The regions are small.');
      await alder.page.click('button:has-text("Send the proposal")');
      await alder.page.waitForSelector('text=The regions are small.');
      const outsider = await signIn(browser, demo, 'owner@cedar.example');
      await outsider.page.goto(job);
      await outsider.page.waitForSelector('[data-testid=state]');
      expect(await outsider.page.locator('main').innerText()).not.toContain('Before the decision');
      await outsider.context.close();
      await analyst.page.goto(job);
      await analyst.page.click('button:has-text("Start a draft from this")');
      await analyst.page.waitForURL(/draft=.*step=check/);
      // These owners' rules name the regions: the draft without them says so before anybody signs.
      await analyst.page.waitForSelector('text=This job fails');
      await analyst.page.click('button:has-text("Back")');
      const grouping = analyst.page.getByLabel('Group by');
      expect(await grouping.inputValue()).toBe('none');
      await grouping.selectOption('region');
      await analyst.page.click('button:has-text("Next")');
      await analyst.page.waitForSelector('text=Every rule allows this job.');
      await analyst.page.click('button:has-text("Next")');
      await analyst.page.click('button:has-text("Sign and submit")');
      await analyst.page.waitForSelector('[data-testid=state][data-state=AWAITING_APPROVALS]');
      await analyst.page.goto(`${demo.url}/c/${room}/jobs`);
      expect(await analyst.page.locator('main').innerText()).not.toContain('Draft');
    });

    it('an owner’s own yes can be taken back until the keys are released', async () => {
      const job = await askOverlap(analyst, demo, room);
      await approve(alder, job);
      await alder.page.goto(`${job}/approve`);
      await alder.page.click('button:has-text("Withdraw my approval")');
      await alder.page.waitForSelector('button:has-text("Approve"):enabled');
      await approve(birch, job);
      await untilState(analyst, job, 'AWAITING_APPROVALS');
      await approve(alder, job);
      await untilState(analyst, job, 'DELIVERED');
    });

    it('an owner denies from the same row, with a reason, and the job can never run', async () => {
      const job = await askOverlap(analyst, demo, room);
      await approve(alder, job);
      await birch.page.goto(`${job}/approve`);
      await birch.page.waitForSelector('[data-testid=sentence]');
      await birch.page.click('button:has-text("Deny"):enabled');
      await birch.page.getByLabel('Too detailed').check();
      await birch.page.click('button:has-text("Sign and deny")');
      await birch.page.waitForSelector('h1:has-text("Denied")');
      await untilState(analyst, job, 'DENIED');
      expect(await analyst.page.locator('main').innerText()).toContain(
        'Denied by Birch Credit: Too detailed',
      );
      // What was decided stands above what was said, and nothing can be added to it any more.
      await birch.page.goto(`${job}/approve`);
      await birch.page.waitForSelector('text=Your organisation has denied this job.');
      await birch.page.waitForSelector('text=but not add one');
      const words = await birch.page.locator('main').innerText();
      expect(words.indexOf('has denied this job')).toBeLessThan(
        words.indexOf('Before the decision'),
      );
      expect(await birch.page.getByRole('button', { name: 'Propose narrower' }).count()).toBe(0);
      expect(await birch.page.locator('textarea').count()).toBe(0);
    });

    it('approvals given before a restart of the broker release nothing: the owners are asked again', async () => {
      const job = await askOverlap(analyst, demo, room);
      await approve(alder, job);
      process.kill(processOf(demo, 'broker-simulated.cjs'), 'SIGKILL');
      await approve(birch, job);
      await untilState(analyst, job, 'AWAITING_APPROVALS');
      await analyst.page.waitForSelector('text=The key broker restarted', { timeout: 30_000 });
      await approve(alder, job);
      await approve(birch, job);
      await untilState(analyst, job, 'DELIVERED');
    });

    it('a platform that swaps the job under the approval page gets no approval', async () => {
      const job = await askOverlap(analyst, demo, room);
      const other = await askOverlap(analyst, demo, room);
      const id = (address: string) => address.split('/').at(-1) ?? '';
      await alder.page.route('**/api/trpc/**', async (route) => {
        const url = route.request().url().replaceAll(id(job), id(other));
        await route.continue(route.request().url().includes('job.material') ? { url } : {});
      });
      await alder.page.goto(`${job}/approve`);
      await alder.page.waitForSelector('text=JOB_DIFFERS');
      expect(await alder.page.locator('[data-testid=sentence]').count()).toBe(0);
      expect(await alder.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      await alder.page.unroute('**/api/trpc/**');
      await untilState(analyst, job, 'AWAITING_APPROVALS');
    });

    it('no page threw', () => {
      expect([analyst, alder, birch].flatMap((desk) => desk.faults)).toEqual([]);
    });
  },
);
