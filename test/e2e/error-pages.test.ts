// Pages that are not there and pages that stop: the navigation stays, the words say what to do
// next, and axe finds nothing in either theme. What makes them stop is real: a part of the page
// that does not arrive, and an answer of the platform that no page can show.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openBrowser,
  signIn,
  startDemo,
  whyNoBrowser,
  type Desk,
  type RunningDemo,
} from './platform.ts';

const why = whyNoBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run: () => Promise<{ violations: Violation[] }> };
    };
    return (await checker.run()).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join(', ')}`);
}

/** In both themes, at the width of a desk and of a phone. */
async function requireSound(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(page), colorScheme).toEqual([]);
  }
  const size = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await page.setViewportSize(size);
}

/** Scripts that the address does not load at once do not arrive any more. */
async function loseLateParts(page: Page, address: string): Promise<void> {
  const html = await (await page.request.get(address)).text();
  await page.route('**/_next/static/chunks/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    await (html.includes(pathname) ? route.continue() : route.abort());
  });
}

interface Answer {
  readonly result?: { readonly data: { readonly json: unknown } };
}

/** The platform answers one procedure with something else; the others as they are. */
async function answerWith(page: Page, procedure: string, json: unknown): Promise<void> {
  await page.route('**/api/trpc/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const asked = decodeURIComponent(pathname.split('/').at(-1) ?? '').split(',');
    if (!asked.includes(procedure)) return route.continue();
    const response = await route.fetch();
    const answers = (await response.json()) as readonly Answer[];
    const altered = answers.map((one, i) =>
      asked[i] === procedure ? { result: { data: { json } } } : one,
    );
    return route.fulfill({ response, json: altered });
  });
}

describe.skipIf(why !== undefined)(`a page${why === undefined ? '' : ` [${why}]`}`, () => {
  let demo: RunningDemo;
  let browser: Browser;
  let owner: Desk;

  beforeAll(async () => {
    demo = await startDemo();
    browser = await openBrowser();
    owner = await signIn(browser, demo, 'owner@alder.example');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  const heading = (page: Page) => page.getByRole('heading', { level: 1 });
  const navigation = (page: Page) => page.getByRole('navigation').first();

  it.each(['/no-such-page', '/datasets/new/deeper', '/c/nothing'])(
    'at the unknown address %s says so within the navigation',
    async (path) => {
      const { page } = owner;
      await page.goto(`${demo.url}${path}`);
      await expect.poll(() => heading(page).innerText()).toContain('Page not found');
      expect(await navigation(page).isVisible()).toBe(true);
      await requireSound(page);
      await page.getByRole('link', { name: 'Go to your home page' }).click();
      await page.waitForURL(`${demo.url}/`);
    },
  );

  it.each(['/verify/deeper', '/limits/deeper', '/review/deeper', '/sign-in/deeper'])(
    'at the unknown address %s says so to anybody, without an account',
    async (path) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const response = await page.goto(`${demo.url}${path}`);
      expect(response?.status()).toBe(404);
      await expect.poll(() => heading(page).innerText()).toContain('Page not found');
      expect(await page.title()).toContain('Page not found');
      await requireSound(page);
      await context.close();
    },
  );

  it('a part of which does not arrive stops within the navigation, and goes on when it does', async () => {
    const { page } = owner;
    const address = `${demo.url}/settings`;
    await loseLateParts(page, address);
    await page.goto(address);
    await expect.poll(() => heading(page).innerText()).toContain('did not arrive');
    expect(await navigation(page).isVisible()).toBe(true);
    await requireSound(page);
    await page.unroute('**/_next/static/chunks/**');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await expect.poll(() => heading(page).innerText()).toBe('Settings');
  });

  it('that cannot show what it got stops within the navigation, and other pages go on', async () => {
    const { page } = owner;
    await answerWith(page, 'collaboration.list', 7);
    await page.goto(`${demo.url}/c`);
    await expect.poll(() => heading(page).innerText()).toContain('stopped at an error of its own');
    expect(await navigation(page).isVisible()).toBe(true);
    await requireSound(page);
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await expect.poll(() => heading(page).innerText()).toBe('Settings');
    await page.unroute('**/api/trpc/**');
  });

  it('whose navigation itself stops says what to do next', async () => {
    const { page } = owner;
    await answerWith(page, 'me.read', { roles: [] });
    await page.goto(demo.url);
    await expect.poll(() => heading(page).innerText()).toContain('stopped at an error of its own');
    await requireSound(page);
    await page.unroute('**/api/trpc/**');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await expect.poll(() => navigation(page).isVisible()).toBe(true);
  });

  it('without an account stops in the same way', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const address = `${demo.url}/verify`;
    await loseLateParts(page, address);
    await page.goto(address);
    await expect.poll(() => heading(page).innerText()).toContain('did not arrive');
    await requireSound(page);
    await context.close();
  });
});
