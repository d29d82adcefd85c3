// R38. Two real assertions of Chromium's virtual authenticator, and for each check the same
// assertion with one change, signed anew by a test key: only that check refuses it.

import { createECDH, createPrivateKey, sign, webcrypto, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  Approval,
  EnclaveError,
  JobSpec,
  bytesOf,
  concatBytes,
  fromHex,
  fromUtf8,
  parseDocument,
  sha256,
  signedMessage,
  toBase64Url,
  toHex,
  utf8,
  webauthnSignatureSchema,
  type Bytes,
  type SignedDocument,
  type SignerKey,
  type WebauthnSignature,
} from '#enclave/protocol/index.ts';
import {
  eddsaKey,
  encodeEddsaKey,
  encodeEs256Key,
  es256Point,
  keyIdOf,
  smallOrderEncodings,
  verifyAssertion,
  verifySigned,
  type VerifyCrypto,
} from '#enclave/signing/index.ts';
import { bytes32 } from '../../vectors/accepted-documents.ts';

interface Recording {
  readonly rpId: string;
  readonly origin: string;
  readonly document: string;
  readonly assertions: readonly {
    readonly alg: 'webauthn-es256' | 'webauthn-eddsa';
    readonly publicKey: string;
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
  }[];
}

const file = new URL('../../vectors/webauthn-chromium.json', import.meta.url);
const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
const { rpId, origin } = recording;
const document = utf8(recording.document);
const message = signedMessage('Approval', document);
const crypto = webcrypto as Crypto;

const credulous: VerifyCrypto = {
  subtle: {
    importKey: () => Promise.resolve({} as CryptoKey),
    verify: () => Promise.resolve(true),
  },
};

const recorded = recording.assertions.map(({ alg, publicKey, signature, ...data }) => {
  const keyId = keyIdOf(bytesOf(publicKey));
  const key: SignerKey = { keyId, alg, publicKey, rpId, origin };
  const assertion: WebauthnSignature = { keyId, alg, ...data, value: signature };
  return { alg, key, assertion };
});
const [chromium] = recorded;
if (chromium === undefined) throw new Error('nothing recorded');

/** A P-256 key of the test: what an attacker with an authenticator of its own could sign. */
function testKey(): { key: SignerKey; secret: KeyObject } {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(bytes32('test passkey'));
  const point = ecdh.getPublicKey();
  const [x, y] = [Uint8Array.from(point.subarray(1, 33)), Uint8Array.from(point.subarray(33))];
  const d = toBase64Url(bytes32('test passkey'));
  const jwk = { kty: 'EC', crv: 'P-256', x: toBase64Url(x), y: toBase64Url(y), d };
  const cose = encodeEs256Key(x, y);
  return {
    key: {
      keyId: keyIdOf(cose),
      alg: 'webauthn-es256',
      publicKey: toBase64Url(cose),
      rpId,
      origin,
    },
    secret: createPrivateKey({ key: jwk, format: 'jwk' }),
  };
}

const test = testKey();
const chromiumData = bytesOf(chromium.assertion.authenticatorData);
const chromiumText = fromUtf8(bytesOf(chromium.assertion.clientDataJSON));

function signedByTest(clientData: Uint8Array, authenticatorData: Uint8Array): WebauthnSignature {
  const data = concatBytes(authenticatorData, sha256(clientData));
  return {
    keyId: test.key.keyId,
    alg: 'webauthn-es256',
    authenticatorData: toBase64Url(authenticatorData),
    clientDataJSON: toBase64Url(clientData),
    value: toBase64Url(sign('sha256', data, test.secret)),
  };
}

async function placeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    return error instanceof EnclaveError ? `${error.code} ${error.place}` : String(error);
  }
}

function check(assertion: WebauthnSignature, key: SignerKey = test.key): Promise<string> {
  return placeOf(verifyAssertion(crypto, key, assertion, message));
}

function signedDocument(assertion: WebauthnSignature, bytes: Bytes = document): SignedDocument {
  return { document: toBase64Url(bytes), signatures: [assertion] };
}

describe.each(recorded)('a recorded assertion ($alg)', ({ key, assertion }) => {
  const verify = (changed: Partial<WebauthnSignature>, keys: SignerKey[] = [key]) =>
    placeOf(verifySigned(Approval, signedDocument({ ...assertion, ...changed }), keys, crypto));

  it('is a signature on its document, in the shape of the schema', async () => {
    expect(webauthnSignatureSchema.parse(assertion)).toEqual(assertion);
    expect(await verify({})).toBe('accepted');
    const signed = await verifySigned(Approval, signedDocument(assertion), [key], crypto);
    expect(signed.signers).toEqual([key.keyId]);
  });

  it('is refused on any other document', async () => {
    const text = fromUtf8(document);
    const other = utf8(text.replace('"decision":"approve"', '"decision":"deny"'));
    expect(parseDocument(Approval, other).value.decision).toBe('deny');
    const signed = signedDocument(assertion, other);
    expect(await placeOf(verifySigned(Approval, signed, [key], crypto))).toBe(
      'SIGNATURE clientData.challenge',
    );
  });

  it('is refused as a signature of another type on the same bytes', async () => {
    const asJob = signedMessage(JobSpec.type, document);
    expect(await placeOf(verifyAssertion(crypto, key, assertion, asJob))).toBe(
      'SIGNATURE clientData.challenge',
    );
  });

  it('is refused with any bit of authenticator data, client data or signature flipped', async () => {
    const accepted: string[] = [];
    for (const field of ['authenticatorData', 'clientDataJSON', 'value'] as const) {
      const bytes = bytesOf(assertion[field]);
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        const changed = bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const place = await verify({ [field]: toBase64Url(changed) });
        if (!place.startsWith('SIGNATURE')) accepted.push(`${field} bit ${bit}: ${place}`);
      }
    }
    expect(accepted).toEqual([]);
  });

  it('is refused under every key with a bit flipped', async () => {
    const cose = bytesOf(key.publicKey);
    const accepted: string[] = [];
    for (let i = 0; i < cose.length; i++) {
      const publicKey = toBase64Url(cose.map((byte, j) => (i === j ? byte ^ 1 : byte)));
      if ((await check(assertion, { ...key, publicKey })) === 'accepted')
        accepted.push(`byte ${i}`);
    }
    expect(accepted).toEqual([]);
  });

  it('is refused under a card that names another site, another origin or none', async () => {
    const { keyId, alg, publicKey } = key;
    const noRpId = { keyId, alg, publicKey, origin };
    const noOrigin = { keyId, alg, publicKey, rpId };
    expect(await verify({}, [{ ...key, rpId: 'parley.example' }])).toBe(
      'SIGNATURE authenticatorData.rpId',
    );
    expect(await verify({}, [{ ...key, origin: `${origin}0` }])).toBe(
      'SIGNATURE clientData.origin',
    );
    expect(await verify({}, [noRpId])).toBe('SIGNATURE authenticatorData.rpId');
    expect(await verify({}, [noOrigin])).toBe('SIGNATURE clientData.origin');
  });

  it('is refused as a signature of the other algorithm', async () => {
    const alg = assertion.alg === 'webauthn-es256' ? 'webauthn-eddsa' : 'webauthn-es256';
    expect(await verify({ alg })).toBe('SIGNATURE alg');
    expect(await check({ ...assertion, alg }, { ...key, alg })).toBe('SIGNATURE publicKey');
  });

  it('is refused with the value of the other recording', async () => {
    const other = recorded.find((one) => one.alg !== assertion.alg);
    expect(await verify({ value: other?.assertion.value ?? '' })).toBe('SIGNATURE value');
  });
});

function textReplaced(from: string, to: string): string {
  expect(chromiumText.split(from)).toHaveLength(2);
  return chromiumText.replace(from, to);
}

function withMember(member: string): string {
  return textReplaced('"crossOrigin":false', `"crossOrigin":false,${member}`);
}

function withFlags(flags: number): Bytes {
  return Uint8Array.from(chromiumData, (byte, i) => (i === 32 ? flags : byte));
}

function paddedTo(size: number): string {
  const length = size - withMember('"x":""').length;
  return withMember(`"x":"${'y'.repeat(length)}"`);
}

const challenge = toBase64Url(sha256(message));
const challengeBytes = sha256(message);

const clientDataCases: [label: string, place: string, text: string | Bytes][] = [
  ['the type of a registration', 'type', textReplaced('webauthn.get', 'webauthn.create')],
  ['another type', 'type', textReplaced('webauthn.get', 'payment.get')],
  ['the type in other case', 'type', textReplaced('webauthn.get', 'WebAuthn.get')],
  ['no type', 'type', textReplaced('"type":"webauthn.get",', '')],
  ['a boolean type', 'type', textReplaced('"webauthn.get"', 'true')],
  ['another challenge', 'challenge', textReplaced(challenge, toBase64Url(bytes32('other')))],
  ['no challenge', 'challenge', textReplaced(`"challenge":"${challenge}",`, '')],
  ['an empty challenge', 'challenge', textReplaced(challenge, '')],
  ['a padded challenge', 'challenge', textReplaced(challenge, `${challenge}=`)],
  ['a challenge in hexadecimal', 'challenge', textReplaced(challenge, toHex(challengeBytes))],
  [
    'the signed message itself as challenge',
    'challenge',
    textReplaced(challenge, toBase64Url(message)),
  ],
  [
    'the name of the document as challenge',
    'challenge',
    textReplaced(challenge, toBase64Url(sha256(document))),
  ],
  ['the start of the challenge', 'challenge', textReplaced(challenge, challenge.slice(0, -4))],
  ['another origin', 'origin', textReplaced(origin, 'https://evil.example')],
  ['another port', 'origin', textReplaced(origin, 'http://localhost:1')],
  ['another scheme', 'origin', textReplaced('http://', 'https://')],
  ['an origin that starts the same', 'origin', textReplaced(origin, `${origin}.evil.example`)],
  ['an origin with a slash', 'origin', textReplaced(origin, `${origin}/`)],
  ['an origin in other case', 'origin', textReplaced('localhost', 'LOCALHOST')],
  ['no origin', 'origin', textReplaced(`"origin":"${origin}",`, '')],
  ['crossOrigin true', 'crossOrigin', textReplaced('"crossOrigin":false', '"crossOrigin":true')],
  [
    'crossOrigin as text',
    'crossOrigin',
    textReplaced('"crossOrigin":false', '"crossOrigin":"false"'),
  ],
  ['a topOrigin', 'crossOrigin', withMember(`"topOrigin":"${origin}"`)],
  ['an empty topOrigin', 'crossOrigin', withMember('"topOrigin":""')],
  ['a topOrigin that is false', 'crossOrigin', withMember('"topOrigin":false')],
  ['a second type', 'duplicate', withMember('"type":"webauthn.get"')],
  ['a second challenge', 'duplicate', withMember(`"challenge":"${challenge}"`)],
  ['a second origin', 'duplicate', withMember(`"origin":"${origin}"`)],
  ['a second origin with an escape', 'duplicate', withMember(`"\\u006frigin":"${origin}"`)],
  [
    'a second origin, foreign and first',
    'duplicate',
    textReplaced('{', '{"origin":"https://evil.example",'),
  ],
  ['a second crossOrigin', 'duplicate', withMember('"crossOrigin":false')],
  ['a nested object', 'shape', withMember('"x":{"type":"webauthn.get"}')],
  ['a nested list', 'shape', withMember('"x":["y"]')],
  ['a number', 'shape', withMember('"x":1')],
  ['null', 'shape', withMember('"x":null')],
  ['white space between members', 'shape', textReplaced(',"origin"', ', "origin"')],
  ['white space after it', 'shape', `${chromiumText}\n`],
  ['a list around it', 'shape', `[${chromiumText}]`],
  ['a text around it', 'shape', JSON.stringify(chromiumText)],
  ['a comma at its end', 'json', textReplaced('false}', 'false,}')],
  ['a second value after it', 'json', `${chromiumText}${chromiumText}`],
  ['no bytes', 'json', ''],
  ['a byte order mark', 'json', `\ufeff${chromiumText}`],
  [
    'a byte that is no UTF-8',
    'json',
    concatBytes(utf8(withMember('"x":"').slice(0, -1)), Uint8Array.of(0xff), utf8('"}')),
  ],
  ['1025 bytes', 'size', paddedTo(1025)],
  ['64 KiB', 'size', paddedTo(65_536)],
];

const flagsOf = {
  up: 0x01,
  rfu1: 0x02,
  uv: 0x04,
  be: 0x08,
  bs: 0x10,
  rfu2: 0x20,
  at: 0x40,
  ed: 0x80,
};
const { up, uv } = flagsOf;

const authenticatorDataCases: [label: string, place: string, bytes: Bytes][] = [
  ['another site', 'rpId', concatBytes(sha256(utf8('evil.example')), chromiumData.subarray(32))],
  ['the origin as site', 'rpId', concatBytes(sha256(utf8(origin)), chromiumData.subarray(32))],
  ['user presence off', 'present', withFlags(uv)],
  ['user verification off', 'verified', withFlags(up)],
  ['no flags', 'present', withFlags(0)],
  ['the flag of attested data', 'flags', withFlags(up | uv | flagsOf.at)],
  ['the flag of extensions', 'flags', withFlags(up | uv | flagsOf.ed)],
  ['backed up without being eligible', 'flags', withFlags(up | uv | flagsOf.bs)],
  ['the first reserved flag', 'flags', withFlags(up | uv | flagsOf.rfu1)],
  ['the second reserved flag', 'flags', withFlags(up | uv | flagsOf.rfu2)],
  ['36 bytes', 'length', chromiumData.subarray(0, 36)],
  ['38 bytes', 'length', concatBytes(chromiumData, Uint8Array.of(0))],
  ['no bytes', 'length', new Uint8Array()],
  ['an extension', 'length', concatBytes(withFlags(up | uv | flagsOf.ed), fromHex('a0'))],
];

describe('an assertion with one change, signed anew', () => {
  it('is accepted without a change', async () => {
    expect(await check(signedByTest(utf8(chromiumText), chromiumData))).toBe('accepted');
  });

  it.each(clientDataCases)('is refused for client data with %s (%s)', async (_, place, text) => {
    const bytes = typeof text === 'string' ? utf8(text) : text;
    const expected = `SIGNATURE clientData.${place}`;
    expect(await check(signedByTest(bytes, chromiumData))).toBe(expected);
    const unsigned = { ...chromium.assertion, clientDataJSON: toBase64Url(bytes) };
    expect(await check(unsigned, chromium.key)).toBe(expected);
  });

  it.each(authenticatorDataCases)(
    'is refused for authenticator data with %s (%s)',
    async (_, place, bytes) => {
      const expected = `SIGNATURE authenticatorData.${place}`;
      expect(await check(signedByTest(utf8(chromiumText), bytes))).toBe(expected);
      const unsigned = { ...chromium.assertion, authenticatorData: toBase64Url(bytes) };
      expect(await check(unsigned, chromium.key)).toBe(expected);
    },
  );

  it.each([
    ['without crossOrigin', textReplaced(',"crossOrigin":false', '')],
    [
      'with a member that is not known',
      withMember('"other_keys":"do not compare against a template"'),
    ],
    [
      'with members in another order',
      textReplaced('{"type":"webauthn.get",', '{').replace('}', ',"type":"webauthn.get"}'),
    ],
    [
      'with an escaped quote in a member',
      withMember('"x":"\\",\\"origin\\":\\"https://evil.example"'),
    ],
    ['of exactly 1 KiB', paddedTo(1024)],
  ])('is accepted %s', async (_, text) => {
    expect(await check(signedByTest(utf8(text), chromiumData))).toBe('accepted');
  });

  it.each([
    ['that is backup eligible', withFlags(up | uv | flagsOf.be)],
    ['that is backed up', withFlags(up | uv | flagsOf.be | flagsOf.bs)],
    ['with a counter of zero', concatBytes(chromiumData.subarray(0, 33), new Uint8Array(4))],
    ['with the greatest counter', concatBytes(chromiumData.subarray(0, 33), fromHex('ffffffff'))],
  ])('is accepted from a passkey %s', async (_, bytes) => {
    expect(await check(signedByTest(utf8(chromiumText), bytes))).toBe('accepted');
  });

  it('is refused by the schema for a size that the verifier refuses', () => {
    const ok = signedByTest(utf8(chromiumText), chromiumData);
    const bad = [chromiumData.subarray(1), concatBytes(chromiumData, Uint8Array.of(0))].map(
      (data) => ({
        ...ok,
        authenticatorData: toBase64Url(data),
      }),
    );
    const long = { ...ok, clientDataJSON: toBase64Url(utf8(paddedTo(1025))) };
    for (const other of [...bad, long]) {
      expect(webauthnSignatureSchema.safeParse(other).success).toBe(false);
    }
  });

  it('is refused for a signature over the client data instead of its hash, or without one part', async () => {
    const clientData = utf8(chromiumText);
    const ok = signedByTest(clientData, chromiumData);
    const others = [
      concatBytes(chromiumData, clientData),
      concatBytes(sha256(clientData), chromiumData),
      sha256(clientData),
      chromiumData,
      message,
      document,
    ];
    for (const other of others) {
      const value = toBase64Url(sign('sha256', other, test.secret));
      expect(await check({ ...ok, value })).toBe('SIGNATURE value');
    }
  });

  it('is refused for a signature whose DER is loosened, though its numbers are right', async () => {
    const ok = signedByTest(utf8(chromiumText), chromiumData);
    const der = bytesOf(ok.value);
    const [, length = 0] = der;
    const body = der.subarray(2);
    const loose = [
      concatBytes(der, Uint8Array.of(0)),
      concatBytes(Uint8Array.of(0x30, 0x81, length), body),
      concatBytes(Uint8Array.of(0x30, length + 1), body, Uint8Array.of(0)),
      concatBytes(Uint8Array.of(0x30, 0x80), body, Uint8Array.of(0, 0)),
      concatBytes(Uint8Array.of(0x30, length + 1, 2, (body[1] ?? 0) + 1, 0), body.subarray(2)),
    ];
    for (const value of loose) {
      const assertion = { ...ok, value: toBase64Url(value) };
      expect([toHex(value), await check(assertion)]).toEqual([toHex(value), 'SIGNATURE value']);
      const trusting = verifyAssertion(credulous, test.key, assertion, message);
      expect(await placeOf(trusting)).toBe('SIGNATURE value');
    }
    const raw = sign('sha256', concatBytes(chromiumData, sha256(utf8(chromiumText))), {
      key: test.secret,
      dsaEncoding: 'ieee-p1363',
    });
    expect(await check({ ...ok, value: toBase64Url(raw) })).toBe('SIGNATURE value');
  });

  it('is refused for a small-order EdDSA key, whatever the curve says', async () => {
    for (const encoding of smallOrderEncodings) {
      const cose = encodeEddsaKey(encoding);
      const key: SignerKey = {
        ...chromium.key,
        alg: 'webauthn-eddsa',
        keyId: keyIdOf(cose),
        publicKey: toBase64Url(cose),
      };
      const value = toBase64Url(concatBytes(bytes32('r'), new Uint8Array(32)));
      const assertion = { ...chromium.assertion, alg: 'webauthn-eddsa' as const, value };
      const place = await placeOf(verifyAssertion(credulous, key, assertion, message));
      expect(place).toBe('SIGNATURE value');
    }
  });

  it('is refused for a point that is not on the curve, without another error', async () => {
    const cose = encodeEs256Key(bytes32('x'), bytes32('y'));
    const key = { ...test.key, publicKey: toBase64Url(cose) };
    expect(await check(signedByTest(utf8(chromiumText), chromiumData), key)).toBe(
      'SIGNATURE value',
    );
  });
});

describe('a COSE key', () => {
  const [x, y] = [bytes32('x'), bytes32('y')];
  const es256 = encodeEs256Key(x, y);
  const eddsa = encodeEddsaKey(x);

  it('is read in its canonical spelling', () => {
    expect(es256Point(es256)).toEqual(concatBytes(Uint8Array.of(4), x, y));
    expect(eddsaKey(eddsa)).toEqual(x);
    for (const { alg, key } of recorded) {
      const read = alg === 'webauthn-es256' ? es256Point : eddsaKey;
      expect(read(bytesOf(key.publicKey))).not.toBeNull();
    }
  });

  it('is refused with any byte changed that is not of its coordinates', () => {
    const head = [...Array(10).keys()];
    const read: [typeof es256Point, Bytes, number[]][] = [
      [es256Point, es256, [...head, 42, 43, 44]],
      [eddsaKey, eddsa, head],
    ];
    for (const [reader, cose, fixed] of read) {
      for (const at of fixed) {
        for (let mask = 1; mask < 256; mask++) {
          expect(reader(cose.map((byte, i) => (i === at ? byte ^ mask : byte)))).toBeNull();
        }
      }
    }
  });

  it('is refused if short, long, empty, or of the other kind', () => {
    for (const [reader, cose, other] of [
      [es256Point, es256, eddsa],
      [eddsaKey, eddsa, es256],
    ] as const) {
      expect(reader(cose.subarray(0, -1))).toBeNull();
      expect(reader(concatBytes(cose, Uint8Array.of(0)))).toBeNull();
      expect(reader(new Uint8Array())).toBeNull();
      expect(reader(other)).toBeNull();
      expect(reader(x)).toBeNull();
    }
  });

  it('is refused with members in another order, a compressed point or a third coordinate', () => {
    const hex = (bytes: Uint8Array) => toHex(bytes);
    const spellings = [
      `a5032601022001215820${hex(x)}225820${hex(y)}`,
      `a5010203262001225820${hex(y)}215820${hex(x)}`,
      `a5010203262001215820${hex(x)}22f5`,
      `a6010203262001215820${hex(x)}225820${hex(y)}0400`,
      `bf010203262001215820${hex(x)}225820${hex(y)}ff`,
      `b805010203262001215820${hex(x)}225820${hex(y)}`,
      `a501020338222002215830${hex(x)}`,
    ];
    for (const spelling of spellings) expect(es256Point(fromHex(spelling))).toBeNull();
  });
});
