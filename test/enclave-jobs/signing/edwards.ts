// Arithmetic on the curve of Ed25519, slow and plain: what an attacker needs for forged signatures
// with points of small order. RFC 8032 section 5.1; affine coordinates, complete addition.

import { createHash } from 'node:crypto';
import { fromHex, toHex, type Bytes } from '#enclave/protocol/index.ts';

const p = 2n ** 255n - 19n;
export const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n;

export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

function mod(n: bigint): bigint {
  return ((n % p) + p) % p;
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, mod(base)];
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

function invert(n: bigint): bigint {
  return power(n, p - 2n);
}

const d = mod(-121665n * invert(121666n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

export const identity: Point = { x: 0n, y: 1n };

export function add(a: Point, b: Point): Point {
  const t = mod(d * a.x * b.x * a.y * b.y);
  const inverse = invert(1n - t * t);
  return {
    x: mod((a.x * b.y + a.y * b.x) * (1n - t) * inverse),
    y: mod((a.y * b.y + a.x * b.x) * (1n + t) * inverse),
  };
}

export function negate(a: Point): Point {
  return { x: mod(-a.x), y: a.y };
}

export function multiply(point: Point, scalar: bigint): Point {
  let [result, double] = [identity, point];
  for (let k = scalar; k > 0n; k >>= 1n) {
    if (k & 1n) result = add(result, double);
    double = add(double, double);
  }
  return result;
}

/** Reads loosely, as many libraries do: y may be above the field, and minus zero is an x. */
export function decode(bytes: Uint8Array): Point {
  const n = BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
  const [sign, y] = [n >> 255n, mod(n & (2n ** 255n - 1n))];
  const square = mod((y * y - 1n) * invert(d * y * y + 1n));
  let x = power(square, (p + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * rootOfMinusOne);
  if (mod(x * x) !== square) throw new Error('no point');
  return { x: (x & 1n) === sign ? x : mod(-x), y };
}

export function littleEndian(n: bigint): Bytes {
  return fromHex(n.toString(16).padStart(64, '0')).reverse();
}

export function encode(point: Point): Bytes {
  return littleEndian(point.y | ((point.x & 1n) << 255n));
}

export function isOnCurve({ x, y }: Point): boolean {
  return mod(y * y - x * x - 1n - d * x * x * y * y) === 0n;
}

export const basePoint: Point = decode(fromHex(`58${'66'.repeat(31)}`));

/** SHA-512(R ‖ A ‖ message) as a scalar. */
export function challengeOf(r: Uint8Array, a: Uint8Array, message: Uint8Array): bigint {
  const digest = createHash('sha512').update(r).update(a).update(message).digest();
  return BigInt(`0x${digest.reverse().toString('hex')}`) % groupOrder;
}
