// Every page in light and dark: no violation that axe can find, no error, no sideways scroll on a
// phone; and pages that need no participant code stay light.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openBrowser,
  openKeys,
  roomOf,
  signIn,
  startDemo,
  whyNoBrowser,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Pages by who looks at them; {c}, {job} and {dataset} are the demonstration's. */
const pages: Readonly<Record<'analyst' | 'owner' | 'admin', readonly string[]>> = {
  analyst: [
    '/',
    '/c',
    '/c/new',
    '/c/{c}',
    '/c/{c}/members',
    '/c/{c}/questions',
    '/c/{c}/datasets',
    '/c/{c}/jobs',
    '/c/{c}/jobs/new?template=overlap',
    '/c/{c}/jobs/{job}',
    '/c/{c}/jobs/{job}/result',
    '/c/{c}/jobs/{job}/proof',
    '/broker-log',
    '/activity',
    '/settings',
    '/no-such-page',
  ],
  owner: [
    '/',
    '/inbox',
    '/datasets',
    '/datasets/new',
    '/datasets/{dataset}',
    '/datasets/{dataset}?tab=usage',
    '/datasets/{dataset}/policy/edit',
    '/pause',
    '/organisation',
    '/organisation/keys',
    '/organisation/verified-partners',
    '/c/{c}/jobs/{job}/approve',
  ],
  admin: [
    '/',
    '/fleet',
    '/reference-values',
    '/reference-values/new',
    '/organisation',
    '/activity',
  ],
};
const forAnybody = [
  '/sign-in',
  '/verify',
  '/review',
  '/limits',
  '/invite/made-up-token-that-is-long',
];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

describe.skipIf(why !== undefined)(`every page${why === undefined ? '' : ` [${why}]`}`, () => {
  let demo: RunningDemo;
  let browser: Browser;
  const desks = new Map<string, Desk>();
  const ids = new Map<string, string>();

  beforeAll(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    for (const [who, email] of [
      ['analyst', 'analyst@bureau.example'],
      ['owner', 'owner@alder.example'],
      ['admin', 'admin@bureau.example'],
    ] as const) {
      const desk = await signIn(browser, demo, email);
      if (who !== 'admin') await openKeys(desk, demo, who === 'owner');
      desks.set(who, desk);
    }
    const analyst = desk('analyst');
    const room = await roomOf(analyst, demo);
    ids.set('c', room);
    await analyst.page.goto(`${demo.url}/c/${room}/jobs`);
    ids.set(
      'job',
      await linkIn(analyst, `/c/${room}/jobs/`, /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/),
    );
    await desk('owner').page.goto(`${demo.url}/datasets`);
    ids.set('dataset', await linkIn(desk('owner'), '/datasets/', /[0-9a-f]{64}/));
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  function desk(who: string): Desk {
    const found = desks.get(who);
    if (found === undefined) throw new Error(`no desk ${who}`);
    return found;
  }

  async function linkIn({ page }: Desk, start: string, id: RegExp): Promise<string> {
    const links = page.locator(`main a[href^="${start}"]`);
    await links.first().waitFor();
    const hrefs = await links.evaluateAll((all) =>
      all.map((one) => one.getAttribute('href') ?? ''),
    );
    return hrefs.map((href) => id.exec(href)?.[0]).find((one) => one !== undefined) ?? '';
  }

  const addressOf = (path: string) =>
    `${demo.url}${path.replace(/\{(\w+)\}/g, (_, name: string) => ids.get(name) ?? '')}`;

  async function settle({ page }: Desk): Promise<void> {
    await page.waitForLoadState('networkidle').catch(() => undefined);
    // Not by a function: the pages' own policy lets nobody evaluate text.
    await page
      .locator('[data-skeleton]')
      .first()
      .waitFor({ state: 'detached', timeout: 5_000 })
      .catch(() => undefined);
  }

  /** What axe objects to; of the rules named here, or of all. */
  async function violations(
    { page }: Desk,
    ...rules: readonly string[]
  ): Promise<readonly string[]> {
    await page.evaluate(axe);
    const found = await page.evaluate(async (only) => {
      const { axe: checker } = window as unknown as {
        axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
      };
      return (await checker.run(only.length === 0 ? {} : { runOnly: only })).violations;
    }, rules);
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map((one) => one.target.join(' ')).join(', ')}`,
    );
  }

  const cases = Object.entries(pages).flatMap(([who, paths]) =>
    paths.map((path) => [path, who] as const),
  );

  // One visit for all of it. What the dark theme changes is colours, so that only they are checked
  // again.
  it.each(cases)(
    '%s, for an %s, has nothing that axe objects to, in light and dark, and does not scroll sideways on a phone',
    async (path, who) => {
      const at = desk(who);
      at.faults.length = 0;
      await at.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await at.page.goto(addressOf(path));
      await settle(at);
      expect(await violations(at)).toEqual([]);
      await at.page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(at, 'color-contrast')).toEqual([]);
      await at.page.setViewportSize({ width: 390, height: 844 });
      const wide = await at.page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      await at.page.setViewportSize({ width: 1440, height: 900 });
      expect(wide).toBeLessThanOrEqual(0);
      expect(at.faults).toEqual([]);
    },
  );

  it('are reached by name from the keyboard, and the menu itself has nothing that axe objects to', async () => {
    const at = desk('owner');
    const { page } = at;
    await page.goto(demo.url);
    await settle(at);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/beginning of a hash/).fill(ids.get('dataset')?.slice(0, 10) ?? '');
    await page.locator('[cmdk-item][data-selected=true]').waitFor();
    expect(await violations(at)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/datasets/${ids.get('dataset') ?? ''}`));
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/beginning of a hash/).fill('zzzz');
    await page.waitForSelector('text=Nothing by that name');
    await page.keyboard.press('Escape');
    expect(await page.locator('[cmdk-root]').count()).toBe(0);
  });

  it.each(forAnybody)('%s needs no account and has nothing that axe objects to', async (path) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const stranger: Desk = { page, context, faults: [], traffic: [] };
    await page.goto(`${demo.url}${path}`);
    await settle(stranger);
    expect(new URL(page.url()).pathname).toBe(path);
    expect(await violations(stranger)).toEqual([]);
    await context.close();
  });

  it.each(['/', '/c', '/c/{c}/jobs', '/inbox', '/activity', '/c/{c}/jobs/{job}', '/limits'])(
    '%s loads at most 250 KB of JavaScript, gzipped',
    async (path) => {
      const { page } = desk('owner');
      await page.goto(addressOf('/limits'));
      // What the page itself asks for; what is fetched ahead for the next click comes after it.
      const sources = await page.evaluate(async (address) => {
        const html = await (await fetch(address)).text();
        const scripts = new DOMParser().parseFromString(html, 'text/html').scripts;
        const needed = [...scripts].filter(
          (one) => one.getAttribute('src') !== null && !one.noModule,
        );
        const names = [...new Set(needed.map((one) => one.getAttribute('src') ?? ''))];
        return Promise.all(names.map(async (name) => (await fetch(name)).text()));
      }, addressOf(path));
      const total = sources.reduce((sum, text) => sum + gzipSync(text).length, 0);
      expect(total).toBeGreaterThan(50_000);
      expect(total).toBeLessThanOrEqual(250 * 1024);
    },
  );

  it('sends people without a session to the sign-in page, and back after it', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${demo.url}/inbox`);
    expect(page.url()).toBe(`${demo.url}/sign-in?next=%2Finbox`);
    await page.fill('input[name=email]', 'owner@elm.example');
    await page.fill('input[name=password]', 'not the password');
    await page.click('button[type=submit]:enabled');
    await page.waitForSelector('text=Wrong e-mail or password');
    await page.fill('input[name=password]', demo.password);
    await page.click('button[type=submit]:enabled');
    await page.waitForURL(`${demo.url}/inbox`);
    await context.close();
  });
});
