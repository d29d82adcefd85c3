// SM3 and SM2 do what their standards say, and what OpenSSL does.

import { randomBytes, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPem } from '#enclave/attestation/encoding/pem.ts';
import { isSm2DigestSigned, isSm2Point, isSm2Signed } from '#enclave/attestation/encoding/sm2.ts';
import { sm3 } from '#enclave/attestation/encoding/sm3.ts';
import { isSignedBy } from '#enclave/attestation/x509/algorithms.ts';
import { readCertificate } from '#enclave/attestation/x509/certificate.ts';
import { concatBytes, fromHex, toHex, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { changed } from '../../support/bytes.ts';
import { makeSm2Key, sm3ByOpenssl } from '../../support/sm2-signer.ts';

describe('SM3', () => {
  it.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('is as in GB/T 32905, annex A: %s', (text, digest) => {
    expect(toHex(sm3(utf8(text)))).toBe(digest);
  });

  it('is OpenSSL’s for every length around a block', () => {
    for (let length = 0; length < 200; length++) {
      const message = randomBytes(length);
      expect(sm3(message), `${length} bytes`).toEqual(sm3ByOpenssl(message));
    }
  });
});

describe('an SM2 signature', () => {
  // GB/T 32918.5, annex A.2.
  const secret = 0x3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8n;
  const nonce = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n;
  const point = fromHex(
    '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  );
  const signature = fromHex(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  );
  const userId = utf8('1234567812345678');
  const message = utf8('message digest');

  it('of the standard holds', () => {
    expect(isSm2Signed(point, userId, signature, message)).toBe(true);
  });

  it('of the standard is what the tests sign with', () => {
    const key = makeSm2Key(secret);
    expect(key.point).toEqual(point);
    expect(key.sign(message, userId, nonce)).toEqual(signature);
  });

  it.each([0, 16, 254])('in a name of %i bytes holds', (length) => {
    const key = makeSm2Key();
    const name = new Uint8Array(length).fill(65);
    expect(isSm2Signed(key.point, name, key.sign(message, name), message)).toBe(true);
  });

  it('with any bit of key, name, numbers or message turned does not', () => {
    const parts = [point, userId, signature, message] as const;
    for (const [place, part] of parts.entries()) {
      for (let index = 0; index < part.length; index++) {
        const turned = changed(part, index, (part[index] ?? 0) ^ (1 << (index % 8)));
        const [key, name, numbers, text] = parts.map((one, at) =>
          at === place ? turned : one,
        ) as [Bytes, Bytes, Bytes, Bytes];
        expect(isSm2Signed(key, name, numbers, text), `part ${place}, byte ${index}`).toBe(false);
      }
    }
  });

  const zero = new Uint8Array(32);
  const order = fromHex('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');
  const [r, s] = [signature.slice(0, 32), signature.slice(32)];
  const sum = fromHex(
    (BigInt(`0x${toHex(order)}`) - BigInt(`0x${toHex(r)}`)).toString(16).padStart(64, '0'),
  );
  it.each([
    ['of zeros', concatBytes(zero, zero)],
    ['whose r is zero', concatBytes(zero, s)],
    ['whose s is zero', concatBytes(r, zero)],
    ['whose r is the order', concatBytes(order, s)],
    ['whose s is the order', concatBytes(r, order)],
    ['whose numbers are the order together', concatBytes(r, sum)],
    ['beyond the order', new Uint8Array(64).fill(255)],
  ])('%s does not hold', (_, numbers) => {
    expect(isSm2Signed(point, userId, numbers, message)).toBe(false);
  });

  it.each([
    ['of zeros', new Uint8Array(64)],
    ['beside the curve', changed(point, 63, 0)],
    ['beyond the field', new Uint8Array(64).fill(255)],
  ])('by a key %s does not hold', (_, key) => {
    expect(isSm2Signed(key, userId, signature, message)).toBe(false);
    expect(isSm2Point(key)).toBe(false);
  });

  it('in nobody’s name is over the digest of the message alone', () => {
    const key = makeSm2Key();
    const unnamed = key.signUnnamed(message);
    expect(isSm2Point(key.point)).toBe(true);
    expect(isSm2DigestSigned(key.point, unnamed, sm3(message))).toBe(true);
    expect(isSm2DigestSigned(key.point, unnamed, sm3(userId))).toBe(false);
    expect(isSm2Signed(key.point, new Uint8Array(), unnamed, message)).toBe(false);
  });
});

describe('a certificate with SM2 over SM3', () => {
  const crypto = webcrypto as Crypto;
  const [production, test, local] = readPem(
    new Uint8Array(readFileSync('test/vectors/hyperenclave-authorities.pem')),
  ).map(readCertificate);
  if (production === undefined || test === undefined || local === undefined) throw new Error();

  const isBy = (issuer: typeof local, { algorithm, signature, signed } = local) =>
    isSignedBy(crypto, issuer.key, algorithm, signature, signed);

  it('that others made is read', () => {
    expect([production, test, local].map(({ commonName, key }) => [commonName, key.kind])).toEqual([
      ['CFCA ACS SM2 OCA33', 'sm2'],
      ['CFCA ACS TEST SM2 OCA33', 'sm2'],
      ['ROOT CA', 'sm2'],
    ]);
  });

  it('that others signed holds, by its own key alone', async () => {
    expect(await isBy(local)).toBe(true);
    expect(await isBy(production)).toBe(false);
    expect(await isBy(local, { ...local, signed: changed(local.signed, 9, 0xee) })).toBe(false);
    const other = changed(local.signature, 20, 0xee);
    expect(await isBy(local, { ...local, signature: other })).toBe(false);
  });

  it('holds under no key or algorithm of another kind', async () => {
    const ecdsa = { kind: 'ecdsa', hash: 'SHA-256' } as const;
    expect(await isBy(local, { ...local, algorithm: ecdsa })).toBe(false);
    const { key, algorithm } = local;
    const { spki } = key;
    for (const other of [
      { kind: 'ec', curve: 'P-256', spki },
      { kind: 'rsa', bits: 2048, spki },
    ] as const) {
      expect(await isSignedBy(crypto, other, algorithm, local.signature, local.signed)).toBe(false);
    }
  });
});
