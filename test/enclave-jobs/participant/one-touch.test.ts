// What people sign in a browser: a batch under one touch (R2b), a passkey's signature (R38), the
// next card (R11). Signatures here are made by a software authenticator with real keys.

import { describe, expect, it } from 'vitest';
import {
  foundParty,
  freshPartySecrets,
  nextCard,
  openParty,
  passkeyOf,
  passkeySigner,
  type PasskeyCredentials,
} from '#enclave/participant/index.ts';
import {
  EnclaveError,
  PartyCard,
  Withdrawal,
  concatBytes,
  fromHex,
  makeDocument,
  readSigned,
  sha256,
  toBase64Url,
  utf8,
  type SignerKey,
} from '#enclave/protocol/index.ts';
import { submitDocument } from '#enclave/decision/index.ts';
import { plainKey, verifySigned } from '#enclave/signing/index.ts';
import { freshSigningKey, signBatch, signDocument } from '#enclave/signing/sign.ts';
import { build, crypto, named } from '../../support/decision-world.ts';

const site = { rpId: 'localhost', origin: 'http://localhost:3000' };
const withdrawal = (reason: string) =>
  makeDocument(Withdrawal, {
    broker: named('broker'),
    party: named('party'),
    target: { kind: 'policy', name: named(reason) },
    reason,
  });

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'none';
  } catch (error) {
    if (error instanceof EnclaveError) return `${error.code} ${error.place}`.trim();
    throw error;
  }
}

/** ECDSA r ‖ s as authenticators write it: DER. */
function toDer(raw: Uint8Array): Uint8Array {
  const integer = (part: Uint8Array) => {
    const first = part.findIndex((byte) => byte !== 0);
    const digits = part.subarray(first);
    const padded = (digits[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), digits) : digits;
    return concatBytes(Uint8Array.of(0x02, padded.length), padded);
  };
  const body = concatBytes(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return concatBytes(Uint8Array.of(0x30, body.length), body);
}

interface Software {
  readonly key: SignerKey;
  readonly credentials: PasskeyCredentials;
}

/** An authenticator in software: user present and verified, no extensions. */
async function softwareAuthenticator(
  change: { origin?: string; flags?: number } = {},
): Promise<Software> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const get: PasskeyCredentials['get'] = async (options) => {
    const asked = options?.publicKey;
    const challenge = new Uint8Array(asked?.challenge as ArrayBuffer);
    const clientDataJSON = utf8(
      JSON.stringify({
        type: 'webauthn.get',
        challenge: toBase64Url(challenge),
        origin: change.origin ?? site.origin,
        crossOrigin: false,
      }),
    );
    const authenticatorData = concatBytes(
      sha256(utf8(site.rpId)),
      Uint8Array.of(change.flags ?? 0x05, 0, 0, 0, 1),
    );
    const signed = concatBytes(authenticatorData, sha256(clientDataJSON));
    const raw = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      pair.privateKey,
      signed,
    );
    const signature = toDer(new Uint8Array(raw));
    const buffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;
    return {
      type: 'public-key',
      response: {
        authenticatorData: buffer(authenticatorData),
        clientDataJSON: buffer(clientDataJSON),
        signature: buffer(signature),
      },
    } as unknown as PublicKeyCredential;
  };
  return { key: passkeyOf(spki, site), credentials: { get } };
}

describe('a batch', () => {
  it('is one signature that counts on each of its documents', async () => {
    const key = await freshSigningKey(crypto);
    const docs = ['one', 'two', 'three'].map(withdrawal);
    const signed = await signBatch(
      docs.map((doc) => ({ type: 'Withdrawal', doc })),
      key,
    );
    expect(new Set(signed.map((one) => JSON.stringify(one.signatures))).size).toBe(1);
    for (const one of signed) {
      const found = await verifySigned(
        Withdrawal,
        one,
        [plainKey(toBase64Url(key.publicKey))],
        crypto,
      );
      expect(found.signers).toEqual([key.keyId]);
    }
  });

  it('does not count on a document that it does not name', async () => {
    const key = await freshSigningKey(crypto);
    const docs = ['one', 'two'].map(withdrawal);
    const [first] = await signBatch(
      docs.map((doc) => ({ type: 'Withdrawal', doc })),
      key,
    );
    const stranger = {
      document: toBase64Url(withdrawal('three').bytes),
      signatures: first?.signatures ?? [],
    };
    const verify = () =>
      verifySigned(Withdrawal, stranger, [plainKey(toBase64Url(key.publicKey))], crypto);
    expect(await codeOf(verify)).toBe('SIGNATURE batch');
  });

  it.each([1, 9])('of %i documents is not made', async (count) => {
    const key = await freshSigningKey(crypto);
    const docs = Array.from({ length: count }, (_, i) => withdrawal(`reason-${i}`));
    const make = () =>
      signBatch(
        docs.map((doc) => ({ type: 'Withdrawal', doc })),
        key,
      );
    expect(await codeOf(make)).toMatch(/^MALFORMED/);
  });
});

describe('a passkey', () => {
  it('signs a document that every verifier takes', async () => {
    const { key, credentials } = await softwareAuthenticator();
    const signer = passkeySigner(credentials, key, Uint8Array.of(1));
    const signed = await signDocument('Withdrawal', withdrawal('one'), signer);
    const found = await verifySigned(Withdrawal, signed, [key], crypto);
    expect(found.signers).toEqual([key.keyId]);
  });

  it('signs a batch with one touch', async () => {
    const { key, credentials } = await softwareAuthenticator();
    let touches = 0;
    const counting: PasskeyCredentials = {
      get: (options) => {
        touches += 1;
        return credentials.get(options);
      },
    };
    const signer = passkeySigner(counting, key, Uint8Array.of(1));
    const docs = ['one', 'two', 'three'].map(withdrawal);
    const signed = await signBatch(
      docs.map((doc) => ({ type: 'Withdrawal', doc })),
      signer,
    );
    for (const one of signed) await verifySigned(Withdrawal, one, [key], crypto);
    expect(touches).toBe(1);
  });

  it.each([
    ['of another site', { origin: 'http://localhost:3001' }, 'SIGNATURE clientData.origin'],
    ['that did not verify its person', { flags: 0x01 }, 'SIGNATURE authenticatorData.verified'],
  ] as const)('%s signs nothing that counts', async (_, change, code) => {
    const { key, credentials } = await softwareAuthenticator(change);
    const signed = await signDocument(
      'Withdrawal',
      withdrawal('one'),
      passkeySigner(credentials, key, Uint8Array.of(1)),
    );
    expect(await codeOf(() => verifySigned(Withdrawal, signed, [key], crypto))).toBe(code);
  });

  it('that answers nothing is a signature that is missing, not one that is skipped', async () => {
    const { key } = await softwareAuthenticator();
    const signer = passkeySigner({ get: () => Promise.resolve(null) }, key, Uint8Array.of(1));
    expect(await codeOf(() => signDocument('Withdrawal', withdrawal('one'), signer))).toBe(
      'SIGNATURE passkey',
    );
  });

  it.each([
    [
      'RSA',
      async () => {
        const pair = await crypto.subtle.generateKey(
          {
            name: 'RSASSA-PKCS1-v1_5',
            modulusLength: 2048,
            publicExponent: fromHex('010001'),
            hash: 'SHA-256',
          },
          true,
          ['sign', 'verify'],
        );
        return new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
      },
    ],
    ['a key that is cut short', () => Promise.resolve(fromHex('3059301306072a8648ce3d0201'))],
  ] as const)('with %s cannot be enrolled', async (_, make) => {
    const spki = await make();
    expect(await codeOf(() => passkeyOf(spki, site))).toBe('KEY_UNKNOWN passkey algorithm');
  });
});

describe('the next card', () => {
  it('adds a passkey when a key of the card before signs it, and opens the party with the passkey', async () => {
    const secrets = await freshPartySecrets(crypto, 1);
    const party = await foundParty(crypto, { name: 'Alder', quorum: 1, secrets });
    const { key, credentials } = await softwareAuthenticator();
    const approver = { ...key, independent: false, holder: 'holder-1' };
    const card = await nextCard(party, { approvers: [approver] }, party.keys.approvers);
    const { state } = await build();
    const first = await submitDocument(state, 'card', party.card, crypto);
    const second = await submitDocument(first, 'card', card, crypto);
    expect(second).not.toBe(first);
    const signer = passkeySigner(credentials, key, Uint8Array.of(1));
    const opened = await openParty(crypto, card, secrets, [signer]);
    expect(opened.party).toBe(party.party);
    expect(opened.keys.approvers).toEqual([signer]);
  });

  it('is nobody else’s to sign', async () => {
    const secrets = await freshPartySecrets(crypto, 1);
    const party = await foundParty(crypto, { name: 'Alder', quorum: 1, secrets });
    const stranger = await freshSigningKey(crypto);
    const card = await nextCard(party, { quorum: 1 }, [stranger]);
    const { state } = await build();
    const first = await submitDocument(state, 'card', party.card, crypto);
    expect(await codeOf(() => submitDocument(first, 'card', card, crypto))).toMatch(/^SIGNATURE/);
  });

  it('may not ask for more signatures than there are holders', async () => {
    const secrets = await freshPartySecrets(crypto, 1);
    const party = await foundParty(crypto, { name: 'Alder', quorum: 1, secrets });
    expect(await codeOf(() => nextCard(party, { quorum: 2 }, party.keys.approvers))).toMatch(
      /^MALFORMED/,
    );
  });

  it('of a party founded with a passkey alone asks for no independent signature, and says so', async () => {
    const secrets = await freshPartySecrets(crypto, 0);
    const { key, credentials } = await softwareAuthenticator();
    const approver = { ...key, independent: false, holder: 'holder-1' };
    const signer = passkeySigner(credentials, key, Uint8Array.of(1));
    const party = await foundParty(crypto, {
      name: 'Alder',
      quorum: 1,
      secrets,
      passkeys: [{ key: approver, signer }],
    });
    const card = readSigned(PartyCard, party.card).value;
    expect(card.independentMin).toBe(0);
    expect(card.approvers.map((one) => one.independent)).toEqual([false]);
    const { state } = await build();
    expect(await submitDocument(state, 'card', party.card, crypto)).not.toBe(state);
  });

  it('that does not name a passkey does not open with it', async () => {
    const secrets = await freshPartySecrets(crypto, 1);
    const party = await foundParty(crypto, { name: 'Alder', quorum: 1, secrets });
    const { key, credentials } = await softwareAuthenticator();
    const signer = passkeySigner(credentials, key, Uint8Array.of(1));
    expect(await codeOf(() => openParty(crypto, party.card, secrets, [signer]))).toBe(
      'KEY_UNKNOWN party card',
    );
  });
});
