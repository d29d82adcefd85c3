// SM2 signatures (GB/T 32918.2-2016) on the curve of GB/T 32918.5-2017. Verifying only.

import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { concatBytes, fromHex, toHex, type Bytes } from '../../protocol/index.ts';
import { sm3 } from './sm3.ts';

const curve = {
  p: 'fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff',
  a: 'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
  b: '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
  n: 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123',
  Gx: '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  Gy: 'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
} as const;

const numberOf = (hex: string) => BigInt(`0x${hex}`);
const order = numberOf(curve.n);
const Point = weierstrass({
  p: numberOf(curve.p),
  a: numberOf(curve.a),
  b: numberOf(curve.b),
  n: order,
  h: 1n,
  Gx: numberOf(curve.Gx),
  Gy: numberOf(curve.Gy),
});

/**
 * Who signed, as the signature's hash names them: an identifier and the curve with the key (section
 * 5.5).
 */
function signerDigest(userId: Bytes, point: Bytes): Bytes {
  const bits = 8 * userId.length;
  const { a, b, Gx, Gy } = curve;
  const length = Uint8Array.of(bits >> 8, bits & 255);
  return sm3(concatBytes(length, userId, fromHex(a + b + Gx + Gy), point));
}

const keyOf = (point: Bytes) => Point.fromHex(`04${toHex(point)}`);

function isFitting(point: Bytes, r: bigint, s: bigint, digest: bigint): boolean {
  const t = (r + s) % order;
  if (r === 0n || s === 0n || r >= order || s >= order || t === 0n) return false;
  const key = keyOf(point);
  const { x } = Point.BASE.multiplyUnsafe(s).add(key.multiplyUnsafe(t)).toAffine();
  return (digest + x) % order === r;
}

/** Whether x ‖ y of 64 bytes is a point of the curve. */
export function isSm2Point(point: Bytes): boolean {
  try {
    keyOf(point);
    return true;
  } catch {
    return false;
  }
}

/**
 * By a point x ‖ y of 64 bytes, a signature r ‖ s of 64, over a digest as it is: TPMs sign so, in
 * nobody's name. Keys that are no points and signatures out of range are answers (not signed), not
 * errors.
 */
export function isSm2DigestSigned(point: Bytes, signature: Bytes, digest: Bytes): boolean {
  const r = numberOf(toHex(signature.subarray(0, 32)));
  const s = numberOf(toHex(signature.subarray(32)));
  try {
    return isFitting(point, r, s, numberOf(toHex(digest)));
  } catch {
    return false;
  }
}

/** The same over a message, in the name of `userId`, below 8192 bytes: as the standard has it. */
export const isSm2Signed = (
  point: Bytes,
  userId: Bytes,
  signature: Bytes,
  message: Bytes,
): boolean =>
  isSm2DigestSigned(point, signature, sm3(concatBytes(signerDigest(userId, point), message)));
