// Who sits at the screen: guessing is slowed down, a session can be ended from elsewhere and not be revived,
// and a page runs nothing that this build did not bring.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acceptInvitation,
  firstLink,
  openBrowser,
  startDemo,
  whyNoBrowser,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();
const email = 'data@elder.example';
const password = 'a password of the desk';

describe.skipIf(why !== undefined)(`a session${why === undefined ? '' : ` [${why}]`}`, () => {
  let demo: RunningDemo;
  let browser: Browser;
  let desk: Desk;

  const cookieOf = async () =>
    (await desk.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const meWith = (cookie: string) =>
    fetch(`${demo.url}/api/trpc/me.read`, { headers: { cookie } }).then((answer) => answer.status);

  beforeAll(async () => {
    const flags = ['--without-demonstration', '--invite', `Elder Savings=${email}`];
    demo = await startDemo(undefined, true, {}, flags);
    browser = await openBrowser();
    const founder = { email, desk: 'Data desk', password };
    desk = await acceptInvitation(browser, demo, firstLink(demo, email), founder);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  it('runs no script that the page did not name, and sends nothing elsewhere', async () => {
    const { page } = desk;
    const answer = await page.goto(`${demo.url}/settings`);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+';/);
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.foreign = true';
      document.head.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="/nothing.png" onerror="window.foreign = true">';
      document.body.append(image);
      await new Promise((done) => setTimeout(done, 300));
      const sent = await fetch('https://elsewhere.example/').then(
        () => true,
        () => false,
      );
      return { foreign: 'foreign' in window, sent };
    });
    expect(ran).toEqual({ foreign: false, sent: false });
    const policyOf = async (path: string) =>
      (await fetch(new URL(path, demo.url))).headers.get('content-security-policy');
    expect(await policyOf('/invite/made.up')).toContain('script-src');
    const script = await page.locator('script[src^="/_next/static/"]').first().getAttribute('src');
    expect(await policyOf(script ?? '')).toContain(`default-src 'none'`);
    const again = await page.goto(`${demo.url}/settings`);
    expect(again?.headers()['content-security-policy']).not.toBe(policy);
  });

  it('that is ended everywhere is void, and renewing its token does not bring it back', async () => {
    const stolen = await cookieOf();
    expect(await meWith(stolen)).toBe(200);
    await desk.page.goto(`${demo.url}/settings`);
    await desk.page.click('button:has-text("Sign out everywhere")');
    await desk.page.waitForURL(/sign-in/);
    expect(await meWith(stolen)).toBe(401);
    const renewed = await fetch(`${demo.url}/api/auth/session`, { headers: { cookie: stolen } });
    const fresh = renewed.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    expect(await meWith([...fresh, stolen].join('; '))).toBe(401);
  });

  it('is not begun by guessing: after ten wrong passwords the right one waits as well', async () => {
    const page = await browser.newPage();
    await page.goto(`${demo.url}/sign-in`);
    const tryWith = async (word: string) => {
      await page.fill('input[name=email]', email);
      await page.fill('input[name=password]', word);
      await page.click('button[type=submit]:enabled');
      return page.locator('[role=alert]', { hasText: 'There is a problem' }).innerText();
    };
    for (let guess = 0; guess < 10; guess++) {
      expect(await tryWith(`guess ${guess}`)).toContain('do not belong together');
      await page.waitForSelector('button[type=submit]:enabled');
    }
    expect(await tryWith(password)).toContain('Too many attempts');
    await page.close();
  }, 60_000);
});
