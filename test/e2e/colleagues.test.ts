// Several people of one organisation, each with keys of their own: asked for by words, let in by a
// card that those before them signed, and from then on nobody signs for the organisation alone.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acceptInvitation,
  askForKeys,
  firstLink,
  inviteOwner,
  letIn,
  makeFirstKeys,
  openBrowser,
  startDemo,
  whyNoBrowser,
  wordsOn,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();
const password = 'a password of the desk';

describe.skipIf(why !== undefined)(`colleagues${why === undefined ? '' : ` [${why}]`}`, () => {
  let demo: RunningDemo;
  let browser: Browser;
  let founder: Desk;
  let second: Desk;
  let third: Desk;

  const accept = (link: string, email: string) =>
    acceptInvitation(browser, demo, link, { email, desk: `Desk of ${email}`, password });

  const invite = (email: string) => inviteOwner(founder, demo, email);
  const askFor = (desk: Desk) => askForKeys(desk, demo);

  beforeAll(async () => {
    const flags = ['--without-demonstration', '--invite', 'Elder Savings=data@elder.example'];
    demo = await startDemo(undefined, true, {}, flags);
    browser = await openBrowser();
    founder = await accept(firstLink(demo, 'data@elder.example'), 'data@elder.example');
    await makeFirstKeys(founder, demo);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  it('see the same words on both sides, and nothing is signed before they are compared', async () => {
    second = await accept(await invite('second@elder.example'), 'second@elder.example');
    const words = await askFor(second);
    await founder.page.goto(`${demo.url}/organisation/keys`);
    await founder.page.waitForSelector('text=My colleague read the same words to me');
    expect(await wordsOn(founder)).toBe(words);
    // What letting in changes stands there before anything is signed.
    const change = founder.page.getByRole('row').filter({ hasText: 'Keys that ask' }).first();
    expect(await change.innerText()).toContain('wider');
    expect(await founder.page.locator('button:has-text("Sign and add")').isDisabled()).toBe(true);
  });

  it('are let in by a card that the first one signed, and open their own keys', async () => {
    await letIn(founder);
    await founder.page.waitForSelector('text=No colleague is waiting.');
    await founder.page.waitForSelector('text=2 signatures');
    await second.page.goto(`${demo.url}/settings`);
    await second.page.click('button:has-text("Open with passkey")');
    await second.page.waitForSelector('h2:has-text("Key list")');
  });

  it('sign the next card together: one signature changes nothing', async () => {
    third = await accept(await invite('third@elder.example'), 'third@elder.example');
    await askFor(third);
    await founder.page.goto(`${demo.url}/organisation/keys`);
    await letIn(founder);
    await founder.page.waitForSelector('text=You signed. A colleague has to sign as well.');
    await third.page.goto(`${demo.url}/settings`);
    await third.page.waitForSelector('text=Your keys are waiting for a colleague');
    await second.page.goto(`${demo.url}/organisation/keys`);
    await second.page.waitForSelector('text=A new key list is waiting for signatures');
    await second.page.click('button:has-text("Sign it too")');
    await second.page.waitForSelector('text=No colleague is waiting.');
    await third.page.goto(`${demo.url}/settings`);
    await third.page.click('button:has-text("Open with passkey")');
    await third.page.waitForSelector('h2:has-text("Key list")');
    expect([...founder.faults, ...second.faults, ...third.faults]).toEqual([]);
  });

  it('lower the quorum only if each of them types the word for it', async () => {
    const openCard = (desk: Desk) => desk.page.goto(`${demo.url}/organisation/keys`);
    const word = (desk: Desk) => desk.page.getByLabel(/requires less than the one before/);
    const choose = async (desk: Desk, people: string) => {
      await openCard(desk);
      await desk.page.getByLabel('People who must approve').selectOption(people);
    };
    await choose(founder, '3');
    expect(await word(founder).count()).toBe(0);
    await founder.page.click('button:has-text("Sign the new numbers"):enabled');
    await founder.page.waitForSelector('text=You signed. A colleague has to sign as well.');
    await openCard(second);
    await second.page.click('button:has-text("Sign it too"):enabled');
    await second.page.waitForSelector('text=3 signatures needed');

    await choose(founder, '2');
    await word(founder).fill('lower');
    await founder.page.click('button:has-text("Sign the new numbers"):enabled');
    await founder.page.waitForSelector('text=You signed. A colleague has to sign as well.');
    for (const desk of [second, third]) {
      await openCard(desk);
      const sign = desk.page.getByRole('button', { name: 'Sign it too' });
      await sign.waitFor();
      expect(await sign.isDisabled()).toBe(true);
      await word(desk).fill('lower');
      await sign.click();
      await sign.waitFor({ state: 'detached' });
    }
    await third.page.waitForSelector('text=2 signatures needed');
    expect([...founder.faults, ...second.faults, ...third.faults]).toEqual([]);
  });
});
