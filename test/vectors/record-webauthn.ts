// Records assertions of Chromium's virtual authenticator over one fixed document, once; the tests
// read the frozen webauthn-chromium.json. Not a test: README.md says how to run it.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import {
  fromUtf8,
  sha256,
  signedMessage,
  toBase64Url,
  type Bytes,
} from '#enclave/protocol/index.ts';
import { eddsaKey, es256Point } from '#enclave/signing/index.ts';
import { acceptedDocuments } from './accepted-documents.ts';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Recorded {
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
  readonly signature: string;
  readonly registered: string;
}

/** Runs in the page. Bytes travel as base64url. */
async function ask(input: { alg: number; challenge: string }): Promise<Recorded | null> {
  const decode = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const encode = (buffer: ArrayBuffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '');
  let created: Credential | null;
  try {
    created = await navigator.credentials.create({
      publicKey: {
        rp: { id: 'localhost', name: 'Parley' },
        user: { id: new Uint8Array(16), name: 'anna', displayName: 'Anna' },
        challenge: new Uint8Array(32),
        pubKeyCredParams: [{ type: 'public-key', alg: input.alg }],
        authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
      },
    });
  } catch {
    return null;
  }
  if (!(created instanceof PublicKeyCredential)) return null;
  const attestation = created.response as AuthenticatorAttestationResponse;
  const got = await navigator.credentials.get({
    publicKey: {
      rpId: 'localhost',
      challenge: decode(input.challenge),
      allowCredentials: [{ type: 'public-key', id: created.rawId }],
      userVerification: 'required',
    },
  });
  if (!(got instanceof PublicKeyCredential)) return null;
  const assertion = got.response as AuthenticatorAssertionResponse;
  return {
    authenticatorData: encode(assertion.authenticatorData),
    clientDataJSON: encode(assertion.clientDataJSON),
    signature: encode(assertion.signature),
    registered: encode(attestation.getAuthenticatorData()),
  };
}

/** WebAuthn section 6.5.1: the key follows the identifier; without extensions it ends the data. */
function coseKeyOf(registered: Buffer): Bytes {
  const idLength = registered.readUInt16BE(53);
  return Uint8Array.from(registered.subarray(55 + idLength));
}

async function recordOne(page: Page, alg: -7 | -8, challenge: string) {
  const recorded = await page.evaluate(ask, { alg, challenge });
  if (recorded === null) return [];
  const { registered, ...assertion } = recorded;
  const publicKey = coseKeyOf(Buffer.from(registered, 'base64url'));
  const isCanonical = (alg === -7 ? es256Point(publicKey) : eddsaKey(publicKey)) !== null;
  if (!isCanonical) throw new Error(`COSE key of ${alg} is not canonical`);
  const name = alg === -7 ? 'webauthn-es256' : 'webauthn-eddsa';
  return [{ alg: name, publicKey: toBase64Url(publicKey), ...assertion }];
}

const approval = (await acceptedDocuments()).find(({ label }) => label === 'Approval');
if (approval === undefined) throw new Error('no Approval');
const challenge = toBase64Url(sha256(signedMessage('Approval', approval.bytes)));

const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>Parley</title>');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'record-')), {
  executablePath: '/usr/bin/chromium',
  args: quiet,
});
try {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(origin);
  const assertions = [
    ...(await recordOne(page, -7, challenge)),
    ...(await recordOne(page, -8, challenge)),
  ];
  const browser = context.browser()?.version() ?? 'Chromium';
  const recorded = {
    browser,
    rpId: 'localhost',
    origin,
    type: 'Approval',
    document: fromUtf8(approval.bytes),
    assertions,
  };
  const file = process.argv[2] ?? 'test/vectors/webauthn-chromium.json';
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
} finally {
  await context.close();
  server.close();
}
