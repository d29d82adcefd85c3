// The evidence review, as somebody without an account meets it: a file is dropped, its verdict
// read, an entry written from it, and everything taken home for the terminal. Nothing is asked of
// the server meanwhile.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tpmCollector } from '#enclave/attestation/collect/tpm2.ts';
import { concatBytes, fromHex, hashOf, utf8 } from '#enclave/protocol/index.ts';
import { makeNitroWorld } from '../support/nitro-world.ts';
import { missingTools, openSoftwareTpm } from '../support/software-tpm.ts';
import { now } from '../support/test-pki.ts';
import {
  extraDataOfTest,
  makeTpmQuote,
  makeTpmWorld,
  pcrsOfTest,
  type TpmWorld,
} from '../support/tpm-world.ts';
import { openBrowser, startDemo, whyNoBrowser, type RunningDemo } from './platform.ts';

const why = whyNoBrowser();
const whyNoTpm = missingTools.length === 0 ? '' : ` [not installed: ${missingTools.join(', ')}]`;
const folder = mkdtempSync(join(tmpdir(), 'parley-review-'));
const at = (name: string) => join(folder, name);
const time = new Date(now * 1000).toISOString().slice(0, 16);

describe.skipIf(why !== undefined)(
  `the evidence review${why === undefined ? '' : ` [${why}]`}`,
  () => {
    let demo: RunningDemo;
    let browser: Browser;
    let tpm: TpmWorld;
    beforeAll(async () => {
      demo = await startDemo();
      browser = await openBrowser();
      tpm = await makeTpmWorld();
      writeFileSync(at('quote.bin'), tpm.raw);
      writeFileSync(at('ak.tpmt'), tpm.area);
      writeFileSync(at('nitro.cbor'), (await makeNitroWorld('nitro-enclave')).raw);
      const registers = [...pcrsOfTest.values()].map((pcr, index) =>
        index === 0 ? pcr.map(() => 99) : pcr,
      );
      writeFileSync(at('bent.bin'), await makeTpmQuote(tpm.key, { registers }));
      writeFileSync(at('other.bin'), await makeTpmQuote(tpm.key, { safe: 0 }));
    });
    afterAll(async () => {
      await browser.close();
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function openReview(file: string, endorsements: readonly string[]): Promise<Page> {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${demo.url}/review`);
      await page.locator('input[type=file]').first().setInputFiles(at(file));
      await page.getByLabel('Judged at (UTC)').fill(time);
      await page.getByLabel('Endorsements').setInputFiles(endorsements.map(at));
      return page;
    }

    const answer = (page: Page, title: string) =>
      page.locator('dl > div').filter({ hasText: title }).first();

    it('says of genuine evidence on which key it rests, and that nothing was asked of a server', async () => {
      const page = await openReview('quote.bin', ['ak.tpmt']);
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await expect
        .poll(() => answer(page, 'Authentic').innerText())
        .toContain(hashOf(tpm.area).slice(0, 4));
      await expect.poll(() => answer(page, 'Authentic').innerText()).toContain('Valid then: yes');
      await expect.poll(() => answer(page, 'Fresh and bound').innerText()).toContain('not checked');
      await page
        .getByLabel(/Expected report data/)
        .fill(Buffer.from(extraDataOfTest).toString('hex'));
      await expect
        .poll(() => answer(page, 'Fresh and bound').innerText())
        .toContain('verified here');
      await page.getByLabel(/Expected report data/).fill('00');
      await expect
        .poll(() => answer(page, 'Fresh and bound').innerText())
        .toContain('report data differ');
      const said = await page.getByRole('status').allInnerTexts();
      expect(said.join('\n')).toContain('this page has asked nothing of any server');
      // A font of the page's own may come when it is first needed; it says nothing of the evidence.
      const asked = requests.filter(
        (url) => !/^\/(_next\/static\/|icon\.svg$)/.test(new URL(url).pathname),
      );
      expect(asked).toEqual([]);
      await page.context().close();
    });

    it.skipIf(missingTools.length > 0)(
      `takes the quote of a running TPM, and refuses it to whoever expected another one${whyNoTpm}`,
      async () => {
        const running = await openSoftwareTpm();
        try {
          const nonce = hashOf(utf8('of this very moment'));
          const collector = tpmCollector({ tcti: running.tcti, path: process.env['PATH'] ?? '' });
          const { raw } = await collector.collect(concatBytes(fromHex(nonce), new Uint8Array(32)));
          writeFileSync(at('running.bin'), raw);
          writeFileSync(at('running.tpmt'), running.publicArea);
        } finally {
          running.close();
        }
        const page = await openReview('running.bin', ['running.tpmt']);
        const key = hashOf(readFileSync(at('running.tpmt')));
        await expect
          .poll(() => answer(page, 'Authentic').innerText())
          .toContain(`Signed by ${key.slice(0, 8)}`);
        const expected = page.getByLabel(/Expected report data/);
        await expected.fill(hashOf(utf8('of this very moment')));
        await expect
          .poll(() => answer(page, 'Fresh and bound').innerText())
          .toContain('verified here');
        await expected.fill(hashOf(utf8('of another moment')));
        await expect
          .poll(() => answer(page, 'Fresh and bound').innerText())
          .toContain('report data differ');
        await page.context().close();
      },
    );

    it('says which check refuses evidence, what was expected and what was found', async () => {
      const page = await openReview('bent.bin', ['ak.tpmt']);
      await expect.poll(() => answer(page, 'Authentic').innerText()).toContain('pcr-digest');
      const failed = page.locator('li').filter({ hasText: 'pcr-digest' });
      await expect.poll(() => failed.innerText()).toContain('expected');
      await page.context().close();
      const nitro = await openReview('nitro.cbor', []);
      await expect.poll(() => answer(nitro, 'Authentic').innerText()).toContain('chain-anchor');
      await nitro.getByRole('tab', { name: 'Certificates and collateral' }).click();
      await expect.poll(() => nitro.getByRole('row').count()).toBe(4);
      await nitro.context().close();
    });

    it('makes the narrowest entry, and shows at once what a change of it would refuse', async () => {
      const page = await openReview('quote.bin', ['ak.tpmt']);
      await page.getByRole('tab', { name: 'Entry of a rule' }).click();
      await page.getByRole('button', { name: 'Start with the narrowest entry' }).click();
      await expect
        .poll(() => answer(page, 'Acceptable').innerText())
        .toContain('An entry accepts the raw attestation');
      // Raw evidence does not say which code runs: that line is open, so that nothing is green.
      expect(await answer(page, 'Acceptable').innerText()).toContain('not checked');
      await page.getByLabel('firmwareMin').fill('f'.repeat(16));
      await expect
        .poll(() => answer(page, 'Acceptable').innerText())
        .toContain('No entry accepts it');
      await page.getByRole('button', { name: 'Start with the narrowest entry' }).click();
      await page.getByRole('button', { name: 'JSON', exact: true }).click();
      const box = page.getByLabel('Entry (JSON)');
      const entry = await box.inputValue();
      await box.fill(
        entry.replace(/"firmwareMin": "[0-9a-f]+"/, `"firmwareMin": "${'f'.repeat(16)}"`),
      );
      await expect
        .poll(() => answer(page, 'Acceptable').innerText())
        .toContain('No entry accepts it');
      await expect
        .poll(() => page.locator('li').filter({ hasText: 'tcb · firmwareVersion' }).innerText())
        .toContain('FAIL');
      await box.fill(entry.replace('"debug": false', '"debug": true'));
      await expect.poll(() => page.getByText(/^debug: /).count()).toBe(1);
      await page.context().close();
    });

    it('lays a second piece beside the first, field by field', async () => {
      const page = await openReview('quote.bin', ['ak.tpmt']);
      await page.getByRole('tab', { name: 'Compare' }).click();
      await page.locator('input[type=file]').last().setInputFiles(at('other.bin'));
      await expect
        .poll(() => page.getByRole('row').filter({ hasText: 'platform.attest.safe' }).innerText())
        .toContain('false');
      await expect.poll(() => page.getByRole('row').count()).toBe(2);
      await page.context().close();
    });

    it('hands everything out with the command that verifies it offline', async () => {
      const page = await openReview('quote.bin', ['ak.tpmt']);
      await page.getByRole('tab', { name: 'Entry of a rule' }).click();
      await page.getByRole('button', { name: 'Start with the narrowest entry' }).click();
      await expect
        .poll(() => answer(page, 'Acceptable').innerText())
        .toContain('An entry accepts the raw attestation');
      const [ear] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download EAR claims' }).click(),
      ]);
      const claims = JSON.parse(readFileSync(await ear.path(), 'utf8')) as { submods: object };
      expect(Object.keys(claims.submods)).toEqual(['tpm2']);
      const [archive] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download everything' }).click(),
      ]);
      const out = at('home');
      for (const [name, bytes] of Object.entries(unzipSync(readFileSync(await archive.path())))) {
        mkdirSync(dirname(join(out, name)), { recursive: true });
        writeFileSync(join(out, name), bytes);
      }
      const [, ...words] = readFileSync(join(out, 'verify.txt'), 'utf8').trim().split(' ');
      const parley = join(import.meta.dirname, '../../dist/parley.cjs');
      const run = spawnSync(process.execPath, [parley, ...words], { cwd: out, encoding: 'utf8' });
      expect(run.stdout).toContain('Acceptable: yes');
      expect(run.status).toBe(0);
      await page.context().close();
    });
  },
);
