// An admin proposes code for hardware; nothing follows until an owner adopts it with one touch. A
// draft that would stop a worker says so first.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '#app/_client/session/api.ts';
import { codeOfFiles, makeReferenceProposal } from '#enclave/participant/index.ts';
import {
  checkShape,
  hashOf,
  inexpressible,
  toBase64Url,
  utf8,
  workerRequirementsSchema,
} from '#enclave/protocol/index.ts';
import {
  acceptInvitation,
  askForKeys,
  inviteOwner,
  letIn,
  openBrowser,
  openKeys,
  signIn,
  startDemo,
  whyNoBrowser,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();

const files = [
  { file: 'agent.cjs', sha256: hashOf(utf8('agent')) },
  { file: 'engine.cjs', sha256: hashOf(utf8('engine')) },
];
const code = codeOfFiles(files);
const hex = (length: number) => 'ab'.repeat(length);

const entry = {
  format: 'sev-snp',
  code,
  debug: false,
  referenceValues: { measurements: [hex(48)], hostData: [hex(32)], guestSvnMin: 0 },
  minTcb: {
    products: [{ product: 'Milan', fmc: 0, bootloader: 3, tee: 0, snp: 8, microcode: 115 }],
    ...{ keys: ['VCEK'], clouds: [], vmpls: [0], smt: true, migration: false },
  },
  notApplicable: inexpressible['sev-snp'],
  minCollateralIssued: 1_700_000_000,
  chips: 'any',
  expires: 4_000_000_000,
};

describe.skipIf(why !== undefined)(
  `reference values${why === undefined ? '' : ` [${why}]`}`,
  () => {
    let demo: RunningDemo;
    let browser: Browser;
    let admin: Desk;
    let owner: Desk;
    let proposal = '';

    beforeAll(async () => {
      demo = await startDemo();
      browser = await openBrowser();
      admin = await signIn(browser, demo, 'admin@bureau.example');
      owner = await signIn(browser, demo, 'owner@alder.example');
      await openKeys(owner, demo, true);
    }, 240_000);
    afterAll(async () => {
      await browser.close();
      await demo.stop();
    });

    /** Address of the first dataset of the desk's organisation. */
    async function datasetOf({ page }: Desk): Promise<string> {
      await page.goto(`${demo.url}/datasets`);
      const first = page.locator('main a[href^="/datasets/"]:not([href$="/new"])').first();
      return (await first.getAttribute('href')) ?? '';
    }

    /** What a person does by phone with each of the others. */
    async function comparePartners({ page }: Desk): Promise<void> {
      await page.goto(`${demo.url}/settings`);
      await page.click('button:has-text("Open with passkey")');
      await page.waitForSelector('h2:has-text("Key list")');
      await page.goto(`${demo.url}/organisation/verified-partners`);
      const open = page.getByRole('button', { name: 'The words match' });
      await open.first().waitFor();
      for (let left = await open.count(); left > 0; left--) {
        await open.first().click();
        await page.getByLabel(/By phone/).check();
        await page.getByRole('button', { name: 'The words matched' }).click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    }

    it('are not proposed for code that their files do not make, or half written', async () => {
      const { page } = admin;
      await page.goto(`${demo.url}/reference-values`);
      await page.waitForSelector('text=Nothing is proposed yet');
      await page.click('a:has-text("Propose")');
      const propose = page.getByRole('button', { name: 'Propose', exact: true });
      expect(await propose.isDisabled()).toBe(true);
      await page.getByLabel('Title').fill('SNP worker, November build');
      await page.getByLabel('Reason').fill('Milan machines joined the fleet');
      await page.getByLabel('Source').fill('https://code.example/parley');
      await page.getByLabel('Revision').fill('c'.repeat(40));
      const lines = files.map(({ file, sha256 }) => `  ${sha256}  ${file}`);
      await page.getByLabel('Files of the worker').fill('nonsense');
      await page.waitForSelector('text=Each line: 64 hex digits');
      await page.getByLabel('Files of the worker').fill(lines.join('\n'));
      await page.waitForSelector('text=These files make the code');
      // The form begins with an empty entry of its format: its code is another one.
      await page.getByLabel('Attestation format').selectOption('sev-snp');
      await page.waitForSelector('text=Not complete yet');
      await page.getByRole('button', { name: 'JSON', exact: true }).click();
      const other = { ...entry, code: hashOf(utf8('other code')) };
      await page.getByLabel('Entry (JSON)').fill(JSON.stringify(other));
      await page.waitForSelector('text=other code than the files make');
      expect(await propose.isDisabled()).toBe(true);
    });

    it('are proposed by an admin, through the form, and are the same as JSON', async () => {
      const { page } = admin;
      await page.getByLabel('Entry (JSON)').fill(JSON.stringify(entry));
      await page.getByRole('button', { name: 'Form', exact: true }).click();
      const measurements = page.getByLabel('measurements');
      expect(await measurements.inputValue()).toBe(hex(48));
      await measurements.fill(`${hex(48)}\n${'0'.repeat(96)}`);
      await page.getByLabel('microcode').fill('200');
      await page.getByRole('button', { name: 'JSON', exact: true }).click();
      const written: unknown = JSON.parse(await page.getByLabel('Entry (JSON)').inputValue());
      expect(written).toMatchObject({
        referenceValues: { measurements: ['0'.repeat(96), hex(48)] },
        minTcb: { products: [{ microcode: 200 }] },
      });
      await page.getByRole('button', { name: 'Propose', exact: true }).click();
      await page.waitForURL(/reference-values\/[0-9a-f]{64}$/);
      proposal = page.url();
      await page.waitForSelector('text=The files make the code that the entries name');
      await page.goto(`${demo.url}/reference-values`);
      await page.waitForSelector('text=SNP worker, November build');
    });

    it('are not proposed by anybody else', async () => {
      const { page, context } = await signIn(browser, demo, 'analyst@bureau.example');
      await page.goto(`${demo.url}/reference-values/new`);
      await page.waitForSelector('text=Admins propose reference values');
      await context.close();
    });

    it('do nothing until an owner adopts them, and then with one touch', async () => {
      const { page } = owner;
      await page.goto(proposal);
      await page.waitForSelector('a:has-text("Adopt")');
      await page.click('a:has-text("Adopt")');
      const machines = page.locator('fieldset', { hasText: 'Machines' }).last();
      await machines.locator('tr', { hasText: 'sev-snp' }).waitFor();
      await page.waitForSelector('text=This draft adopts a proposal');
      await page.waitForSelector('text=Machines and their code');
      // The whole entry stands there, not its hash alone.
      const whole = page.getByLabel('Machines that are new, in full');
      expect(JSON.parse(await whole.innerText())).toMatchObject({ chips: 'any', code });
      await page.waitForSelector('text=Nothing stops');
      await page.getByLabel(/type/i).fill('wider');
      await page.click('button:has-text("Review and sign"):enabled');
      await page.waitForURL(/tab=usage/);
      await page.goto(proposal);
      await page.waitForSelector('text="adopted"');
      expect(await page.locator('main').innerText()).not.toContain('Adopt');
    });

    it('are refused by a rule where the files do not make the code, whoever wrote the proposal', async () => {
      // No page writes this one: an admin of another organisation sends it without ours.
      const cookies = await admin.context.cookies();
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const { bytes, name } = makeReferenceProposal({
        title: 'Other code under these files',
        reason: 'none',
        change: {
          kind: 'accept',
          entries: [
            checkShape(workerRequirementsSchema, { ...entry, code: hashOf(utf8('other code')) }),
          ],
          provenance: {
            source: 'https://code.example/parley',
            commit: 'c'.repeat(40),
            recipe: 'npm run build',
            files,
          },
        },
      });
      await openApi({ url: demo.url, cookie }).reference.propose.mutate({
        document: toBase64Url(bytes),
      });
      const { page } = owner;
      await page.goto(`${demo.url}/reference-values/${name}`);
      const check = page.locator('li', { hasText: 'The files make the code' });
      expect(await check.innerText()).toMatch(/fail/i);
      await page.goto(`${demo.url}${await datasetOf(owner)}/policy/edit?proposal=${name}`);
      await page.waitForSelector('main [role=alert]');
      expect(await page.locator('main').innerText()).toContain('MALFORMED');
      expect(await page.locator('button:has-text("Review and sign")').count()).toBe(0);
    });

    it('stand in full before a colleague who signs the rule too', async () => {
      const { page } = owner;
      const link = await inviteOwner(owner, demo, 'second@alder.example');
      const second = await acceptInvitation(browser, demo, link, {
        email: 'second@alder.example',
        desk: 'Second desk',
        password: 'a password of the desk',
      });
      await askForKeys(second, demo);
      await page.goto(`${demo.url}/organisation/keys`);
      await letIn(owner);
      await page.waitForSelector('text=2 signatures');
      await comparePartners(second);
      const edit = `${demo.url}${await datasetOf(owner)}/policy/edit`;
      await page.goto(edit);
      const machines = page.locator('fieldset', { hasText: 'Machines' }).last();
      const row = machines.locator('tr', { hasText: 'sev-snp' });
      await row.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('microcode').fill('210');
      await page.getByRole('button', { name: 'Keep this entry' }).click();
      await page.click('button:has-text("Review and sign"):enabled');
      await page.waitForSelector('text=You signed. A colleague has to sign as well.');
      await second.page.goto(edit);
      await second.page.waitForSelector('text=A rule is waiting for signatures');
      const waiting = second.page.locator('section', {
        hasText: 'A rule is waiting for signatures',
      });
      // The one number that changes, and the whole entry behind a click.
      const change = waiting.locator('tr', { hasText: 'minTcb.products.Milan.microcode' });
      expect(await change.innerText()).toMatch(/200\s+210\s+.*narrower/s);
      await waiting.getByText('The entry as it would be, in full').click();
      const whole = waiting.getByLabel('The entry as it would be, in full');
      expect(JSON.parse(await whole.innerText())).toMatchObject({
        code,
        minTcb: { products: [{ microcode: 210 }] },
      });
      await waiting.getByRole('button', { name: 'Sign it too' }).click();
      await second.page.waitForSelector('text=A rule is waiting for signatures', {
        state: 'detached',
      });
      expect(second.faults).toEqual([]);
    });

    it('say what a draft without them would stop, before anything is signed', async () => {
      const { page } = owner;
      await page.goto(`${demo.url}${await datasetOf(owner)}`);
      await page.click('a[href$="/policy/edit"]');
      const machines = page.locator('fieldset', { hasText: 'Machines' }).last();
      const simulated = machines.locator('tr', { hasText: 'simulated' });
      await simulated.getByRole('button', { name: 'Remove' }).click();
      await page.waitForSelector('text=that the rule accepts today');
      await page.waitForSelector('text=refused: format');
      await machines.getByRole('button', { name: 'Undo' }).click();
      await page.waitForSelector('text=Nothing stops');
    });

    it('can be taken back by their organisation, and rules keep what they signed', async () => {
      const { page } = admin;
      await page.goto(proposal);
      await page.click('button:has-text("Withdraw")');
      await page.waitForSelector('text=This proposal was withdrawn.');
      // No rule starts from what was taken back, whatever an address says.
      const name = proposal.slice(-64);
      await owner.page.goto(`${demo.url}${await datasetOf(owner)}/policy/edit?proposal=${name}`);
      await owner.page.waitForSelector('main [role=alert]');
      expect(await owner.page.locator('main').innerText()).toContain('MALFORMED');
      expect(admin.faults).toEqual([]);
      expect(owner.faults).toEqual([]);
    });
  },
);
