// Who sits at the screen: guessing is slowed down, a session can be ended from elsewhere and not be
// revived, and a page runs nothing that this build did not bring.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOidcProvider, type OidcProvider } from './oidc-provider.ts';
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
  let oidc: OidcProvider;

  const cookieOf = async () =>
    (await desk.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const meWith = (cookie: string) =>
    fetch(`${demo.url}/api/trpc/me.read`, { headers: { cookie } }).then((answer) => answer.status);

  beforeAll(async () => {
    const flags = ['--without-demonstration', '--invite', `Elder Savings=${email}`];
    oidc = await openOidcProvider();
    demo = await startDemo(undefined, true, oidc.environment, flags);
    oidc.serve(`${demo.url}/api/auth/callback/oidc`);
    browser = await openBrowser();
    const founder = { email, desk: 'Data desk', password };
    desk = await acceptInvitation(browser, demo, firstLink(demo, email), founder);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await demo.stop();
    oidc.close();
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

  /**
   * What the organisation's own provider says about somebody, and the page that the person ends on.
   */
  async function signInThere(login: string): Promise<Page> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${demo.url}/sign-in`);
    await page.click('button:has-text("Organisation sign-in")');
    await page.fill('input[name=login]', login);
    await page.fill('input[name=password]', 'anything');
    await page.click('button[type=submit]');
    await page.click('button:has-text("Continue")');
    await page.waitForURL(
      (now) => now.href.startsWith(demo.url) && !now.pathname.includes('/api/'),
    );
    return page;
  }

  it('is begun at the organisation’s own provider by a member whose address it vouches for', async () => {
    const page = await signInThere(email);
    expect(new URL(page.url()).pathname).toBe('/');
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
    expect(await meWith(cookies.join('; '))).toBe(200);
    await page.context().close();
  });

  it.each([
    ['an address that the provider does not vouch for', `unproven:${email}`],
    ['an address that nobody invited', 'stranger@elder.example'],
  ])('is not begun by %s', async (_, login) => {
    const page = await signInThere(login);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.waitForSelector('text=was not invited here');
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
    expect(await meWith(cookies.join('; '))).toBe(401);
    await page.context().close();
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
      expect(await tryWith(`guess ${guess}`)).toContain('Wrong e-mail or password');
      await page.waitForSelector('button[type=submit]:enabled');
    }
    expect(await tryWith(password)).toContain('Too many attempts');
    await page.close();
  }, 60_000);
});
