// A whole platform for browser tests: the built programs, an own folder and port, an own
// PostgreSQL; and people in browsers of their own, each with a virtual authenticator that has PRF.

import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Why browser tests cannot run here; undefined if they can. */
export function whyNoBrowser(): string | undefined {
  if (!chromiumPaths.some((path) => existsSync(path))) return 'no Chromium on this machine';
  if (!existsSync(join(root, '.next/BUILD_ID')))
    return 'the pages are not built: run npm test whole';
  return undefined;
}

const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export interface RunningDemo {
  readonly url: string;
  readonly data: string;
  readonly password: string;
  readonly phrase: string;
  /** Everything that the start said. */
  readonly said: () => string;
  readonly process: ChildProcess;
  readonly stop: () => Promise<void>;
}

const readyWithinMs = 120_000;

function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  // PostgreSQL's own user must be able to walk through it.
  chmodSync(folder, 0o711);
  return folder;
}

/** The folder goes with the demonstration unless it is to be kept for the next start. */
export async function startDemo(
  data = openFolder(),
  removes = true,
  environment: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<RunningDemo> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'dist/parley.cjs'),
      'start',
      '--data',
      data,
      ...flags,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PORT: String(port), ...environment },
    },
  );
  let words = '';
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`not ready in time:\n${words}`)), readyWithinMs);
    const hear = (line: string) => {
      words += `${line}\n`;
      if (line.startsWith('Ready after')) {
        clearTimeout(timer);
        done();
      }
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.once('exit', () => fail(new Error(`the platform ended:\n${words}`)));
  });
  const after = (pattern: RegExp) => pattern.exec(words)?.[1] ?? '';
  return {
    url: `http://localhost:${port}`,
    data,
    password: after(/password\s+(\S+)/),
    phrase: after(/key phrase\s+(\S+)/),
    said: () => words,
    process: child,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      if (removes) rmSync(data, { recursive: true, force: true });
    },
  };
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPaths.find((path) => existsSync(path)) ?? '';
  return chromium.launch({ executablePath, args: browserFlags });
}

const authenticator = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
  hasPrf: true,
} as const;

export interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of pages that nobody expects. */
  readonly faults: string[];
  /** Bodies of everything that this browser sent to the platform and got from it. */
  readonly traffic: string[];
}

/** A browser context of its own with a person of the demonstration signed in. */
export function signIn(browser: Browser, demo: RunningDemo, email: string): Promise<Desk> {
  return signInAs(browser, demo.url, { email, password: demo.password });
}

/** The same for anybody. */
export async function signInAs(
  browser: Browser,
  url: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Desk> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const faults: string[] = [];
  const traffic: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    traffic.push(request.postData() ?? '');
  });
  page.on('response', (response) => {
    if (!response.url().includes('/api/') || response.url().includes('job.watch')) return;
    void response.text().then(
      (text) => traffic.push(text),
      () => undefined,
    );
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: authenticator });
  await page.goto(`${url}/sign-in`);
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]:enabled');
  await page.waitForURL((now) => !now.pathname.startsWith('/sign-in'));
  return { page, context, faults, traffic };
}

export interface Newcomer {
  readonly email: string;
  readonly desk: string;
  readonly password: string;
}

/** The operator's link for an organisation's first person, as the start printed it. */
export function firstLink(demo: RunningDemo, email: string): string {
  const escaped = email.replaceAll('.', String.raw`\.`);
  return new RegExp(`first link for ${escaped}: (\\S+)`).exec(demo.said())?.[1] ?? '';
}

/** Somebody invited takes the link, chooses a password and signs in. */
export async function acceptInvitation(
  browser: Browser,
  { url }: RunningDemo,
  link: string,
  { email, desk, password }: Newcomer,
): Promise<Desk> {
  const page = await browser.newPage();
  await page.goto(link);
  await page.fill('#desk', desk);
  await page.fill('#password', password);
  await page.click('button[type=submit]:enabled');
  await page.waitForURL(/sign-in/);
  await page.close();
  return signInAs(browser, url, { email, password });
}

/** Somebody of the desk's organisation invites a data owner; returns the link. */
export async function inviteOwner(
  { page }: Desk,
  { url }: RunningDemo,
  email: string,
): Promise<string> {
  await page.goto(`${url}/organisation`);
  await page.click('button:has-text("Invite")');
  await page.fill('#invite-email', email);
  await page.locator('#invite-roles').getByLabel('Data owner').check();
  await page.click('button:has-text("Make the link")');
  return page.locator('[role=dialog] input[readonly]').inputValue();
}

export const wordsOn = async ({ page }: Desk) =>
  (await page.locator('ol[aria-label]').first().innerText()).replaceAll(/\s+/g, ' ').trim();

/** Makes own keys under Settings and returns the words that wait there for a colleague. */
export async function askForKeys(desk: Desk, { url }: RunningDemo): Promise<string> {
  await desk.page.goto(`${url}/settings`);
  await desk.page.click('button:has-text("Make my keys with a passkey")');
  await desk.page.waitForSelector('text=Your keys are waiting for a colleague');
  return wordsOn(desk);
}

/**
 * On the page of the organisation's keys: the words were compared, and the colleague may approve.
 */
export async function letIn({ page }: Desk): Promise<void> {
  await page.getByLabel('My colleague read the same words to me').check();
  await page.getByLabel('approve', { exact: true }).check();
  await page.click('button:has-text("Sign and add"):enabled');
}

/** The first keys of an organisation, made under Settings. */
export async function makeFirstKeys({ page }: Desk, { url }: RunningDemo): Promise<void> {
  await page.goto(`${url}/settings`);
  await page.click('button:has-text("Make keys with a passkey")');
  await page.waitForSelector('h2:has-text("Key list")');
}

/**
 * The decision to approve with the passkey alone, which lowers what the card asks for: ticked and
 * typed.
 */
export async function trustPasskeyAlone({ page }: Desk): Promise<void> {
  await page.getByLabel('Approve with this passkey alone').check();
  await page.getByLabel(/requires less than the one before/).fill('lower');
}

/**
 * Opens the demonstration's keys with the printed phrase, and adds a passkey that approves alone if
 * asked.
 */
export async function openKeys(desk: Desk, demo: RunningDemo, passkey: boolean): Promise<void> {
  const { page } = desk;
  await page.goto(`${demo.url}/settings`);
  await page.fill('input[name=phrase]', demo.phrase);
  await page.click('form:has(input[name=phrase]) button[type=submit]');
  await page.waitForSelector('h2:has-text("Key list")');
  if (!passkey) return;
  await trustPasskeyAlone(desk);
  await page.click('button:has-text("Add a passkey")');
  await page.waitForSelector('text=The browser forgets them when you sign out');
}

/** Chooses the option of a select whose text matches. */
export async function choose(page: Page, label: string, text: RegExp): Promise<void> {
  const select = page.getByLabel(label, { exact: true });
  const wanted = select.locator('option', { hasText: text }).first();
  await wanted.waitFor({ state: 'attached', timeout: 5000 }).catch(() => undefined);
  const options = await select
    .locator('option')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('value') ?? '', one.textContent]));
  const value = options.find(([, words]) => text.test(words ?? ''))?.[0];
  if (value === undefined) throw new Error(`no option ${String(text)} in ${label}`);
  await select.selectOption(value);
}

/** The one collaboration of the demonstration. */
export async function roomOf({ page }: Desk, demo: RunningDemo): Promise<string> {
  await page.goto(`${demo.url}/c`);
  const link = await page
    .locator('main a[href^="/c/"]:not([href="/c/new"])')
    .first()
    .getAttribute('href');
  return /[0-9a-f]{64}/.exec(link ?? '')?.[0] ?? '';
}

/** An analyst asks for the overlap of two lenders by region; returns the address of the job. */
export async function askOverlap(desk: Desk, demo: RunningDemo, room: string): Promise<string> {
  const { page } = desk;
  await page.goto(`${demo.url}/c/${room}/jobs/new?template=overlap`);
  await page.waitForSelector('text=First dataset');
  await choose(page, 'First dataset', /Alder/);
  await choose(page, 'Second dataset', /Birch/);
  await page.click('button:has-text("Next")');
  await choose(page, 'Group by', /region/);
  await page.click('button:has-text("Next")');
  await page.waitForSelector('text=Every rule allows this job.');
  await page.click('button:has-text("Next")');
  await page.click('button:has-text("Sign and submit")');
  await page.waitForSelector('[data-testid=state][data-state=AWAITING_APPROVALS]');
  return page.url();
}

/** An owner reads the sentence and approves with a touch. */
export async function approve({ page }: Desk, job: string): Promise<string> {
  await page.goto(`${job}/approve`);
  const sentence = await page.locator('[data-testid=sentence]').innerText();
  await page.click('button:has-text("Approve"):enabled');
  await page.waitForSelector('h1:has-text("Approved")');
  return sentence;
}

export async function untilState({ page }: Desk, job: string, state: string): Promise<void> {
  if (page.url() !== job) await page.goto(job);
  await page.waitForSelector(`[data-testid=state][data-state=${state}]`, { timeout: 30_000 });
}
