// R3: Ed25519 as strict as RFC 8032 can be read. Each forged signature satisfies the equation that
// a lenient verifier checks; what refuses it is one rule of ours.

import { createPublicKey, verify, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  concatBytes,
  equalBytes,
  fromHex,
  sha256,
  toHex,
  utf8,
  type Bytes,
} from '#enclave/protocol/index.ts';
import {
  isEd25519Signature,
  smallOrderEncodings,
  type VerifyCrypto,
} from '#enclave/signing/index.ts';
import { freshSigningKey, signingKeyFromSeed } from '#enclave/signing/sign.ts';
import {
  add,
  basePoint,
  challengeOf,
  decode,
  encode,
  groupOrder,
  identity,
  isOnCurve,
  littleEndian,
  multiply,
  negate,
  type Point,
} from './edwards.ts';

interface Vector {
  readonly label: string;
  readonly secret: string;
  readonly public: string;
  readonly message: string;
  readonly signature: string;
}

const file = new URL('../../vectors/ed25519-rfc8032.json', import.meta.url);
const vectors = (JSON.parse(readFileSync(file, 'utf8')) as Vector[]).map((vector) => ({
  label: vector.label,
  secret: fromHex(vector.secret),
  publicKey: fromHex(vector.public),
  message: fromHex(vector.message),
  signature: fromHex(vector.signature),
}));

const crypto = webcrypto as Crypto;

/** Says yes to everything: with it, what refuses is a rule of ours and not the curve. */
const credulous: VerifyCrypto = {
  subtle: {
    importKey: () => Promise.resolve({} as CryptoKey),
    verify: () => Promise.resolve(true),
  },
};

/** node's own answer, without our rules. */
function plainAnswer(publicKey: Bytes, signature: Bytes, message: Bytes): boolean {
  const der = concatBytes(fromHex('302a300506032b6570032100'), publicKey);
  const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}

async function webcryptoAnswer(publicKey: Bytes, signature: Bytes, message: Bytes) {
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, signature, message);
}

function scalarOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
}

function messageNumber(n: number): Bytes {
  return utf8(`message ${n}`);
}

describe('the vectors of RFC 8032', () => {
  it.each(vectors)('$label is accepted, and is what our signer writes', async (vector) => {
    const { secret, publicKey, message, signature } = vector;
    expect(await isEd25519Signature(crypto, publicKey, signature, message)).toBe(true);
    const key = await signingKeyFromSeed(crypto, secret);
    expect(key.publicKey).toEqual(publicKey);
    expect(await key.sign(message)).toEqual(signature);
  });

  it.each(vectors)(
    '$label is refused with any bit of key, signature or message flipped',
    async (vector) => {
      const { publicKey, message, signature } = vector;
      const accepted: string[] = [];
      const flipped = (bytes: Uint8Array, bit: number) =>
        Uint8Array.from(bytes, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      const check = async (label: string, k: Bytes, s: Bytes, m: Bytes) => {
        if (await isEd25519Signature(crypto, k, s, m)) accepted.push(label);
      };
      for (let bit = 0; bit < 512; bit++) {
        await check(`signature ${bit}`, publicKey, flipped(signature, bit), message);
      }
      for (let bit = 0; bit < 256; bit++) {
        await check(`key ${bit}`, flipped(publicKey, bit), signature, message);
      }
      for (let bit = 0; bit < 8 * message.length; bit++) {
        await check(`message ${bit}`, publicKey, signature, flipped(message, bit));
      }
      await check(
        'message and a byte',
        publicKey,
        signature,
        concatBytes(message, Uint8Array.of(0)),
      );
      expect(accepted).toEqual([]);
    },
  );

  it.each(vectors)(
    '$label is refused with S + L, and with every S of L or more',
    async (vector) => {
      const { publicKey, message, signature } = vector;
      const s = scalarOf(signature.subarray(32));
      const high = [
        s + groupOrder,
        s + 2n * groupOrder,
        groupOrder,
        groupOrder + 1n,
        2n ** 256n - 1n,
      ];
      for (const value of high.filter((n) => n < 2n ** 256n)) {
        const forged = concatBytes(signature.subarray(0, 32), littleEndian(value));
        expect(await isEd25519Signature(crypto, publicKey, forged, message)).toBe(false);
        expect(await isEd25519Signature(credulous, publicKey, forged, message)).toBe(false);
      }
      const greatest = concatBytes(signature.subarray(0, 32), littleEndian(groupOrder - 1n));
      expect(await isEd25519Signature(credulous, publicKey, greatest, message)).toBe(true);
    },
  );

  it('refuses keys and signatures of any other length', async () => {
    const [vector] = vectors;
    if (vector === undefined) throw new Error('no vector');
    const { publicKey, message, signature } = vector;
    const [zero, none] = [new Uint8Array(1), new Uint8Array()];
    const keys = [
      none,
      publicKey.subarray(1),
      concatBytes(publicKey, zero),
      concatBytes(publicKey, publicKey),
    ];
    const others = [
      none,
      signature.subarray(1),
      signature.subarray(0, 63),
      concatBytes(signature, zero),
    ];
    for (const key of keys) {
      expect(await isEd25519Signature(credulous, key, signature, message)).toBe(false);
    }
    for (const other of others) {
      expect(await isEd25519Signature(credulous, publicKey, other, message)).toBe(false);
    }
  });

  it('are refused under another key', async () => {
    const { publicKey } = await freshSigningKey(crypto);
    for (const { message, signature } of vectors) {
      expect(await isEd25519Signature(crypto, publicKey, signature, message)).toBe(false);
    }
  });

  it('refuses bytes that are no point instead of throwing', async () => {
    const [vector] = vectors;
    if (vector === undefined) throw new Error('no vector');
    const noPoint = fromHex(`02${'00'.repeat(31)}`);
    expect(() => decode(noPoint)).toThrow('no point');
    expect(await isEd25519Signature(crypto, noPoint, vector.signature, vector.message)).toBe(false);
    const throws: VerifyCrypto = {
      subtle: { ...credulous.subtle, verify: () => Promise.reject(new Error('broken')) },
    };
    expect(
      await isEd25519Signature(throws, vector.publicKey, vector.signature, vector.message),
    ).toBe(false);
  });
});

function isSmall(point: Point): boolean {
  const eight = multiply(point, 8n);
  return eight.x === identity.x && eight.y === identity.y;
}

describe('the list of small-order encodings', () => {
  it('holds 14 different encodings of points whose order divides 8', () => {
    expect(new Set(smallOrderEncodings.map(toHex)).size).toBe(14);
    for (const encoding of smallOrderEncodings) {
      const point = decode(encoding);
      expect([toHex(encoding), isOnCurve(point), isSmall(point)]).toEqual([
        toHex(encoding),
        true,
        true,
      ]);
    }
  });

  it('holds all of them: each of the eight points, with each y below 2^255 and each sign of zero', () => {
    const order8 = smallOrderEncodings.map(decode).find((point) => !isDouble(point));
    if (order8 === undefined) throw new Error('no point of order 8');
    const encodings = new Set<string>();
    for (let k = 0n; k < 8n; k++) {
      const { x, y } = multiply(order8, k);
      const signs = x === 0n ? [0n, 1n] : [x & 1n];
      const field = 2n ** 255n - 19n;
      for (const sign of signs) {
        for (const value of [y, y + field].filter((n) => n < 2n ** 255n)) {
          encodings.add(toHex(littleEndian(value | (sign << 255n))));
        }
      }
    }
    expect([...encodings].sort()).toEqual(smallOrderEncodings.map(toHex).sort());
  });
});

/** Its order divides 4: it is twice a point of small order. */
function isDouble(point: Point): boolean {
  const four = multiply(point, 4n);
  return four.x === identity.x && four.y === identity.y;
}

function labelOf(encoding: Uint8Array): string {
  const hex = toHex(encoding);
  return `${hex.slice(0, 4)}..${hex.slice(-2)}`;
}

interface Forged {
  readonly label: string;
  readonly encoding: string;
  readonly publicKey: Bytes;
  readonly signature: Bytes;
  readonly message: Bytes;
}

/** A of small order: R = sB and S = s verify for every message whose challenge A swallows. */
function forgedWithKey(a: Bytes): Forged {
  const s = scalarOf(sha256(utf8('a scalar'))) % groupOrder;
  const r = encode(multiply(basePoint, s));
  for (let n = 0; ; n++) {
    const message = messageNumber(n);
    const swallowed = multiply(decode(a), challengeOf(r, a, message) % 8n);
    if (swallowed.x !== 0n || swallowed.y !== 1n) continue;
    return {
      label: labelOf(a),
      encoding: toHex(a),
      publicKey: a,
      signature: concatBytes(r, littleEndian(s)),
      message,
    };
  }
}

/** R of small order under a key that its owner gave a small-order part: S = h·a verifies. */
function forgedWithPoint(r: Bytes): Forged {
  const torsion = decode(smallOrderEncodings.find((e) => !isDouble(decode(e))) ?? r);
  const secret = scalarOf(sha256(utf8('a secret'))) % groupOrder;
  const publicKey = encode(add(multiply(basePoint, secret), torsion));
  const wanted = decode(r);
  for (let n = 0; ; n++) {
    const message = messageNumber(n);
    const h = challengeOf(r, publicKey, message);
    const left = negate(multiply(torsion, h % 8n));
    if (left.x !== wanted.x || left.y !== wanted.y) continue;
    const s = littleEndian((h * secret) % groupOrder);
    return {
      label: labelOf(r),
      encoding: toHex(r),
      publicKey,
      signature: concatBytes(r, s),
      message,
    };
  }
}

describe('a small-order key', () => {
  const forged = smallOrderEncodings.map(forgedWithKey);

  it.each(forged)(
    '$label is refused with a signature that satisfies the equation',
    async (forgery) => {
      const { publicKey, signature, message } = forgery;
      expect(await isEd25519Signature(crypto, publicKey, signature, message)).toBe(false);
      expect(await isEd25519Signature(credulous, publicKey, signature, message)).toBe(false);
    },
  );

  it('would be accepted by node and WebCrypto alone: the rule is what refuses', async () => {
    const plain = forged.filter((f) => plainAnswer(f.publicKey, f.signature, f.message));
    expect(plain.length).toBe(14);
    const web = await Promise.all(
      forged.map((f) => webcryptoAnswer(f.publicKey, f.signature, f.message)),
    );
    expect(web.filter(Boolean).length).toBe(14);
  });
});

describe('a small-order R', () => {
  const forged = smallOrderEncodings.map(forgedWithPoint);

  it.each(forged)(
    '$label is refused in a signature that satisfies the equation',
    async (forgery) => {
      const { publicKey, signature, message } = forgery;
      expect(await isEd25519Signature(crypto, publicKey, signature, message)).toBe(false);
      expect(await isEd25519Signature(credulous, publicKey, signature, message)).toBe(false);
    },
  );

  it('would be accepted by node alone in its eight canonical encodings', () => {
    const plain = forged.filter((f) => plainAnswer(f.publicKey, f.signature, f.message));
    expect(plain.map((f) => f.encoding).sort()).toEqual(
      smallOrderEncodings
        .filter((e) => equalBytes(encode(decode(e)), e))
        .map(toHex)
        .sort(),
    );
    expect(plain.length).toBe(8);
  });
});
