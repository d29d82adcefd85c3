// Keystone reports made from test keys, signed as Keystone's own code does it: Ed25519 with
// SHA3-512.

import { randomBytes } from 'node:crypto';
import { eddsa } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha3_512 } from '@noble/hashes/sha3.js';
import { concatBytes, fromHex, type Bytes } from '#enclave/protocol/index.ts';

const { Point } = ed25519;

function clamped(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice();
  out[0] = (out[0] ?? 0) & 248;
  out[31] = ((out[31] ?? 0) & 63) | 64;
  return out;
}

const scheme = eddsa(Point, sha3_512, { adjustScalarBytes: clamped });

interface KeystoneKey {
  readonly publicKey: Bytes;
  readonly sign: (message: Bytes) => Bytes;
}

export function makeKeystoneKey(): KeystoneKey {
  const secret = randomBytes(32);
  return {
    publicKey: scheme.getPublicKey(secret).slice(),
    sign: (message) => scheme.sign(message, secret).slice(),
  };
}

/** As every platform could verify it: with SHA-512. */
export function makeStandardKey(): KeystoneKey {
  const secret = randomBytes(32);
  return {
    publicKey: ed25519.getPublicKey(secret).slice(),
    sign: (message) => ed25519.sign(message, secret).slice(),
  };
}

const littleEndian = (bytes: Uint8Array) =>
  bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** Keystone's `test_dev_key.h`: scalar and prefix, as its code keeps them. */
const published = fromHex(
  '40a099478ccefa3a0663abc95e7a1ec954b4f5f645bad804db13e7d7826c7073' +
    '576a9ab62160d9d1c6aedc29852fb960ee5132835a1689ec06a8723451aa0e4a',
);

/** The key whose private half stands in Keystone's repository. */
export function publishedKey(): KeystoneKey {
  const scalar = Point.Fn.create(littleEndian(published.subarray(0, 32)));
  const publicKey = Point.BASE.multiply(scalar).toBytes().slice();
  const hashed = (...parts: readonly Uint8Array[]) =>
    Point.Fn.create(littleEndian(sha3_512(concatBytes(...parts))));
  return {
    publicKey,
    sign: (message) => {
      const nonce = hashed(published.subarray(32), message);
      const commitment = Point.BASE.multiply(nonce).toBytes();
      const challenge = hashed(commitment, publicKey, message);
      const answer = Point.Fn.create(nonce + challenge * scalar);
      return concatBytes(commitment, Point.Fn.toBytes(answer));
    },
  };
}

export const dataOfTest: Bytes = Uint8Array.from({ length: 64 }, (_, index) => 7 * index);
export const enclaveHashOfTest = new Uint8Array(64).fill(0x61);
export const monitorHashOfTest = new Uint8Array(64).fill(0x62);
/** What stands in the report behind the data: whatever was on the monitor's stack. */
const leftover = 0xa5;

export interface KeystoneParts {
  readonly data?: Bytes;
  /** What the report says of the length, if it lies. */
  readonly length?: number;
  readonly device?: KeystoneKey;
  readonly monitor?: KeystoneKey;
  /** Who signs for them, if not they themselves. */
  readonly deviceSigner?: KeystoneKey;
  readonly monitorSigner?: KeystoneKey;
}

interface KeystoneWorld {
  readonly device: KeystoneKey;
  readonly monitor: KeystoneKey;
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

/** A report as the monitor makes it. */
export function keystoneReport(
  world: Pick<KeystoneWorld, 'device' | 'monitor'>,
  parts: KeystoneParts = {},
): Bytes {
  const { data = dataOfTest, device = world.device, monitor = world.monitor } = parts;
  const { length = data.length, deviceSigner = device, monitorSigner = monitor } = parts;
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(length), true);
  const head = concatBytes(enclaveHashOfTest, size);
  const field = new Uint8Array(1024).fill(leftover);
  field.set(data);
  const sm = concatBytes(monitorHashOfTest, monitor.publicKey);
  return concatBytes(
    head,
    field,
    monitorSigner.sign(concatBytes(head, data)),
    sm,
    deviceSigner.sign(sm),
    device.publicKey,
  );
}

export function makeKeystoneWorld(): KeystoneWorld {
  const device = makeKeystoneKey();
  const monitor = makeKeystoneKey();
  const raw = keystoneReport({ device, monitor });
  return { device, monitor, raw, endorsements: [device.publicKey] };
}
