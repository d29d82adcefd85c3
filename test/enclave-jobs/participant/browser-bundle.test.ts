// The same participant code in a browser: it bundles without Node, and a real Chromium seals and
// verifies.

import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  DatasetManifest,
  bytesOf,
  fromBase64Url,
  hashOf,
  parseDocument,
} from '#enclave/protocol/index.ts';
import { readAgeHeader } from '#enclave/sealing/index.ts';
import { root } from '../../support/lab-world.ts';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const executablePath = usual.find(existsSync);

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const forBrowsers = {
  absWorkingDir: root,
  bundle: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  write: false,
  metafile: true,
  logLevel: 'silent',
} as const;

/** What the page does; it hands out text only, so that nothing but the page itself runs there. */
const page = `
  import { verifierSet } from './enclave-jobs/attestation/index.ts';
  import { simulatedVerifier } from './enclave-jobs/attestation/simulated/index.ts';
  import * as participant from './enclave-jobs/participant/index.ts';
  import { hashOf, toBase64Url, utf8 } from './enclave-jobs/protocol/index.ts';
  import { testRegistry } from './test/support/templates.ts';

  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const rows = Array.from({ length: 1200 }, (_, i) => 'CANARY' + i + ',' + (i % 2 ? 'n' : 's'));

  globalThis.parley = async () => {
    const secrets = await participant.freshPartySecrets(crypto, 2);
    const owner = await participant.foundParty(crypto, { name: 'Browser Bank', quorum: 2, secrets });
    const again = await participant.openParty(crypto, owner.card, secrets);
    const table = participant.readCsv(utf8('person,region\\n' + rows.join('\\n') + '\\n'));
    const proposed = participant.proposeSchema(table, { person: { role: 'entityKey' }, region: { role: 'dimension' } });
    const columns = proposed.map(({ name, type, role, domain }) => ({ name, type, role, domain }));
    const sealed = await participant.sealDataset(crypto, sha256, owner, table, {
      columns,
      entityKey: { column: 'person', domain: 'test-person' },
      normaliser: 'exact/1' as const,
      assurance: 'simulated',
      client: 'platform',
    });
    const report = await participant.verifyBundle(utf8('{"type":"ProofBundle","v":1}'), undefined, {
      crypto,
      verifiers: verifierSet(simulatedVerifier),
      registry: testRegistry(),
      now: 1780000000,
    });
    return {
      secure: isSecureContext,
      party: owner.party,
      reopened: again.party === owner.party,
      card: owner.card.document,
      signatures: owner.card.signatures.length,
      manifest: toBase64Url(sealed.manifest.bytes),
      file: toBase64Url(sealed.file),
      answer: report.answer,
      code: report.verdicts.linked.steps[0].code,
    };
  };
`;

interface Told {
  readonly secure: boolean;
  readonly party: string;
  readonly reopened: boolean;
  readonly card: string;
  readonly signatures: number;
  readonly manifest: string;
  readonly file: string;
  readonly answer: string;
  readonly code: string;
}

/** Runs the script in a page of localhost, which browsers trust with WebCrypto. */
async function inChromium(script: string): Promise<{ told: Told; faults: readonly string[] }> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/parley.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'");
    response.end(
      isScript ? script : '<!doctype html><script type="module" src="/parley.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({ executablePath: executablePath ?? '', args: quiet });
  const faults: string[] = [];
  try {
    const tab = await browser.newPage();
    tab.on('pageerror', (error) => faults.push(error.message));
    tab.on('console', (message) => {
      if (!message.location().url.endsWith('favicon.ico')) faults.push(message.text());
    });
    await tab.goto(`http://localhost:${port}/`);
    await expect.poll(() => tab.evaluate('typeof globalThis.parley')).toBe('function');
    return { told: await tab.evaluate<Told>('globalThis.parley()'), faults };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

describe('participant code for browsers', () => {
  it('bundles without Node, without anything left outside, without a warning', async () => {
    const bundle = await build({
      ...forBrowsers,
      entryPoints: ['enclave-jobs/participant/index.ts'],
    });
    expect(bundle.warnings).toEqual([]);
    const { inputs, outputs } = bundle.metafile;
    const imports = Object.values(inputs).flatMap((input) => input.imports.map((one) => one.path));
    expect(imports.filter((path) => path.startsWith('node:'))).toEqual([]);
    expect(Object.values(outputs).flatMap((output) => output.imports)).toEqual([]);
    // Neither the engine nor anything of the platform comes along.
    const foreign = /^(app|server)\/|@duckdb|enclave-jobs\/(broker|worker|engine|launch)\//;
    expect(Object.keys(inputs).filter((path) => foreign.test(path))).toEqual([]);
  });

  it('prints nothing, whatever it meets: no part of ours calls the console', async () => {
    const bundle = await build({
      ...forBrowsers,
      entryPoints: ['enclave-jobs/participant/index.ts'],
      packages: 'external',
      legalComments: 'none',
      minifyWhitespace: true,
    });
    expect(bundle.outputFiles.map(({ text }) => text).join('\n')).not.toMatch(
      /\bconsole\s*\.|\bdocument\.write|\balert\(/,
    );
  });

  const why = executablePath === undefined ? ' [chromium is not installed]' : '';
  const here = executablePath === undefined ? it.skip : it;
  here(`founds a party, seals a table and refuses a wrong proof in Chromium${why}`, async () => {
    const { outputFiles } = await build({
      ...forBrowsers,
      stdin: { contents: page, resolveDir: root, loader: 'ts' },
    });
    const { told, faults } = await inChromium(outputFiles[0]?.text ?? '');
    expect(faults).toEqual([]);
    expect(told).toMatchObject({ secure: true, reopened: true, signatures: 2 });
    expect(hashOf(bytesOf(told.card))).toBe(told.party);
    // What the browser made, Node reads: the manifest under R1, and it names this very file.
    const { value } = parseDocument(DatasetManifest, bytesOf(told.manifest));
    const file = fromBase64Url(told.file);
    expect(value).toMatchObject({ owners: [told.party], rowsRounded: 1200, entitiesRounded: 1200 });
    expect(value.sealed.bytes).toBe(file.length);
    expect(hashOf(readAgeHeader(file).headerBytes)).toBe(value.sealed.header);
    expect(Buffer.from(file).includes('CANARY')).toBe(false);
    expect(told).toMatchObject({ answer: 'failed', code: 'BUNDLE_MALFORMED' });
  });
});
