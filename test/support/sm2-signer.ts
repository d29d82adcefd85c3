// SM2 keys and signatures for tests (GB/T 32918.2-2016). The arithmetic of the curve is OpenSSL's,
// and so is SM3: by another hand than the verifier.

import { createECDH, createHash, randomBytes } from 'node:crypto';
import { concatBytes, fromHex, toHex, type Bytes } from '#enclave/protocol/index.ts';

const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
/** a, b and the base point. */
const curve = fromHex(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
);

export const sm3ByOpenssl = (bytes: Uint8Array): Bytes =>
  new Uint8Array(createHash('sm3').update(bytes).digest());

const numberOf = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes)}`);
const bytesOf = (number: bigint) => fromHex(number.toString(16).padStart(64, '0'));

/** scalar · G as x ‖ y. */
function pointOf(scalar: bigint): Bytes {
  const exchange = createECDH('SM2');
  exchange.setPrivateKey(bytesOf(scalar));
  return new Uint8Array(exchange.getPublicKey()).slice(1);
}

function inverse(value: bigint): bigint {
  let [out, base, exponent] = [1n, value % order, order - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) out = (out * base) % order;
    base = (base * base) % order;
  }
  return out;
}

const fresh = () => (numberOf(randomBytes(40)) % (order - 2n)) + 1n;

export interface Sm2Key {
  /** x ‖ y. */
  readonly point: Bytes;
  /** r ‖ s. */
  readonly sign: (message: Bytes, userId: Bytes, nonce?: bigint) => Bytes;
  /** r ‖ s over SM3 of the message alone, as TPMs sign. */
  readonly signUnnamed: (message: Bytes) => Bytes;
}

/** r ‖ s over a digest. */
function signatureOver(digest: bigint, secret: bigint, nonce: bigint): Bytes {
  const r = (digest + numberOf(pointOf(nonce).slice(0, 32))) % order;
  const s = (inverse(1n + secret) * (nonce + (order - r) * secret)) % order;
  return concatBytes(bytesOf(r), bytesOf(s));
}

export function makeSm2Key(secret = fresh()): Sm2Key {
  const point = pointOf(secret);
  return {
    point,
    sign: (message, userId, nonce = fresh()) => {
      const bits = 8 * userId.length;
      const signer = sm3ByOpenssl(
        concatBytes(Uint8Array.of(bits >> 8, bits & 255), userId, curve, point),
      );
      return signatureOver(numberOf(sm3ByOpenssl(concatBytes(signer, message))), secret, nonce);
    },
    signUnnamed: (message) => signatureOver(numberOf(sm3ByOpenssl(message)), secret, fresh()),
  };
}
