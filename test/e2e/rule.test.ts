// The rule of a dataset in the browser: a label in words is sorted by its owner before it is
// sealed, the editor of every member stays whole, and an edit changes what was touched and nothing
// else.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openBrowser,
  openKeys,
  signIn,
  startDemo,
  whyNoBrowser,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();

function outcomes(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, i) =>
      `${20_000_000 + i},${i % 7 === 0 ? 'bad' : 'good'},${i % 2 === 0 ? 'Ashmoor' : 'Tarn'}`,
  );
  return `person_id,outcome,region\n${lines.join('\n')}\n`;
}

describe.skipIf(why !== undefined)(
  `a rule in the browser${why === undefined ? '' : ` [${why}]`}`,
  () => {
    let demo: RunningDemo;
    let browser: Browser;
    let alder: Desk;
    let birch: Desk;

    beforeAll(async () => {
      demo = await startDemo();
      browser = await openBrowser();
      alder = await signIn(browser, demo, 'owner@alder.example');
      birch = await signIn(browser, demo, 'owner@birch.example');
      await openKeys(alder, demo, true);
      await openKeys(birch, demo, true);
    }, 240_000);
    afterAll(async () => {
      await browser.close();
      await demo.stop();
    });

    async function openEditor({ page }: Desk) {
      await page.goto(`${demo.url}/datasets`);
      await page.click('a:has-text("customers of")');
      await page.click('a[href$="/policy/edit"]');
      await page.waitForSelector('h2:has-text("Change to the signed rule")');
      return page;
    }

    it('a label in words is sealed only after its owner said which words mean bad', async () => {
      const { page } = alder;
      await page.goto(`${demo.url}/datasets/new`);
      await page.waitForSelector('input[type=file]', { state: 'attached' });
      await page.locator('input[type=file]').setInputFiles({
        name: 'retail.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(outcomes(2_000)),
      });
      await page.waitForSelector('text=Declared values');
      await page.getByLabel('Role of outcome').selectOption('label');
      await page.waitForSelector('text=For each label, choose the values that mean bad.');
      expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
      await page.getByLabel('bad', { exact: true }).check();
      await page.waitForSelector('text=The others mean good: good.');
      await page.click('button:has-text("Next")');
      await page.waitForSelector('text=The table is as declared');
      await page.click('button:has-text("Next")');
      const group = (legend: string) => page.locator('fieldset', { hasText: legend });
      await group('May ask').getByLabel('Meridian Bureau').check();
      await group('May receive answers').getByLabel('Meridian Bureau').check();
      await group('May be joined').getByLabel('Birch Credit').check();
      const birchData = group('Data that questions may name').getByLabel(
        'customers of Birch Credit',
      );
      expect(await birchData.isChecked()).toBe(true);
      await page.getByLabel('How many people borrow from several lenders?').check();
      await page.click('button:has-text("Next")');
      await page.click('button:has-text("Seal and upload")');
      await page.click('text=Open the dataset');
      await page.waitForSelector('text=outcome');
    }, 60_000);

    it('nothing that others registered since is in an edit that nobody touched', async () => {
      const page = await openEditor(birch);
      await page.waitForSelector('text=Nothing changes');
      const data = page.locator('fieldset', { hasText: 'Data that questions may name' });
      expect(await data.getByLabel('retail').isChecked()).toBe(false);
    });

    it('is tightened without the word that a wider rule takes', async () => {
      const page = await openEditor(birch);
      await page.getByLabel('Smallest group shown, in people').fill('30');
      await page.waitForSelector('text=20 people');
      expect(await page.getByLabel(/allows more than the one before/).count()).toBe(0);
      await page.click('button:has-text("Review and sign"):enabled');
      await page.waitForURL(/tab=usage/);
    });

    it('says at the field what a number may be, and makes no document of it', async () => {
      const page = await openEditor(birch);
      await page.getByLabel('Smallest group shown, in people').fill('-5');
      await page.waitForSelector('text=Enter a whole number from 10 to 1,000,000.');
      await page.getByLabel('In force for, in days').fill('9999');
      await page.waitForSelector('text=Enter a whole number from 1 to 3,650.');
      await page.waitForSelector('text=Correct the numbers marked above first.');
      expect(await page.locator('button:has-text("Review and sign")').count()).toBe(0);
      await page.getByLabel('In force for, in days').fill('30');
      await page.getByLabel('Smallest group shown, in people').fill('12');
      await page.waitForSelector('text=Groups of 12 people are small');
    });

    it('signs the same terms again when its use is resumed', async () => {
      const { page } = birch;
      await page.goto(`${demo.url}/pause`);
      await page.click('button:has-text("Pause all use")');
      await page.locator('[role=dialog] button', { hasText: 'Sign and pause' }).click();
      await page.click('a:has-text("Resume")');
      const rows = page.getByRole('table', { name: 'The signed rule and this draft' }).first();
      await rows.waitFor();
      await page.waitForSelector('text=Use of the dataset');
      expect(await rows.locator('td', { hasText: /^\+/ }).count()).toBe(1);
      await page.getByLabel(/allows more than the one before/).fill('wider');
      await page.click('button:has-text("Review and sign"):enabled');
      await page.waitForURL(/tab=usage/);
    });

    it('no page stopped at an error', () => {
      expect([...alder.faults, ...birch.faults]).toEqual([]);
    });
  },
);
