// Arm CCA tokens made from test keys: a platform's key, a realm's key, both tokens, and either
// envelope.

import { createHash } from 'node:crypto';
import { Tag } from 'cbor2';
import type { Bytes } from '#enclave/protocol/index.ts';
import { pack, signDocument } from './nitro-world.ts';
import {
  ecdsa256,
  ecdsa384,
  ecdsa521,
  makeKey,
  pointOf,
  spkiOf,
  type TestKey,
} from './test-pki.ts';

export type TestClaims = ReadonlyMap<number, unknown>;

export const coseIds = { 'P-256': -7, 'P-384': -35, 'P-521': -36 } as const;
const curves = { 'P-256': ecdsa256, 'P-384': ecdsa384, 'P-521': ecdsa521 } as const;

export interface CcaOptions {
  readonly envelope: 'collection' | 'records';
  readonly realmKey: 'point' | 'cose-key';
  readonly curve: keyof typeof coseIds;
}

export interface CcaWorld {
  readonly options: CcaOptions;
  readonly cpak: TestKey;
  readonly rak: TestKey;
  readonly platform: TestClaims;
  readonly realm: TestClaims;
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

export const challengeOfTest: Bytes = Uint8Array.from({ length: 64 }, (_, index) => 3 * index);
const filled = (length: number, value: number) => new Uint8Array(length).fill(value);
export const instanceIdOfTest = Uint8Array.of(1, ...filled(32, 0x22));

export const componentsOfTest = [
  new Map<number, unknown>([
    [1, 'BL'],
    [2, filled(32, 0x31)],
    [4, '3.4.2'],
    [5, filled(48, 0x32)],
    [6, 'sha-256'],
  ]),
  new Map<number, unknown>([
    [2, filled(64, 0x33)],
    [5, filled(32, 0x34)],
  ]),
];

export function ccaPlatform(challenge: Uint8Array, isLegacy: boolean): TestClaims {
  return new Map<number, unknown>([
    [265, isLegacy ? 'http://arm.com/CCA-SSD/1.0.0' : 'tag:arm.com,2023:cca_platform#1.0.0'],
    [10, challenge],
    [2396, filled(32, 0x21)],
    [256, instanceIdOfTest],
    [2401, Uint8Array.of(0xcf, 0xcf, 0xcf, 0xcf)],
    [2395, 0x3003],
    [2399, componentsOfTest],
    [2400, 'https://verifier.example'],
    [2402, 'sha-256'],
  ]);
}

/** The COSE_Key of a point on P-384. */
export const coseKeyOf = (point: Bytes, more: readonly (readonly [number, unknown])[] = []) =>
  pack(
    new Map<number, unknown>([
      [1, 2],
      [-1, 2],
      [-2, point.slice(1, 49)],
      [-3, point.slice(49)],
      ...more,
    ]),
  );

export function ccaRealm(publicKey: Bytes, isLegacy: boolean): TestClaims {
  return new Map<number, unknown>([
    ...(isLegacy ? [] : [[265, 'tag:arm.com,2023:realm#1.0.0'] as const]),
    [10, challengeOfTest],
    [44235, filled(64, 0x41)],
    [44236, 'sha-512'],
    [44237, publicKey],
    [44238, filled(64, 0x42)],
    [44239, [1, 2, 3, 4].map((value) => filled(64, value))],
    [44240, 'sha-256'],
  ]);
}

/** Tag 399 with both tokens, or tag 907 with both records. */
export function envelope(kind: CcaOptions['envelope'], platform: Bytes, realm: Bytes): Bytes {
  const isLegacy = kind === 'collection';
  const entry = (token: Bytes) => (isLegacy ? token : [263, token]);
  const tokens = new Map([
    [44234, entry(platform)],
    [44241, entry(realm)],
  ]);
  return pack(new Tag(isLegacy ? 399 : 907, tokens));
}

export const sha256Of = (bytes: Uint8Array) =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

/** Both tokens, signed as the options say. */
export async function signCca(
  { options, cpak, rak }: Pick<CcaWorld, 'options' | 'cpak' | 'rak'>,
  platform: TestClaims,
  realm: TestClaims,
): Promise<Bytes> {
  const header = new Map([[1, coseIds[options.curve]]]);
  return envelope(
    options.envelope,
    await signDocument(pack(platform), cpak, { header, tag: 18 }),
    await signDocument(pack(realm), rak, { tag: 18 }),
  );
}

export async function makeCcaWorld(options: CcaOptions): Promise<CcaWorld> {
  const [cpak, rak] = await Promise.all([makeKey(curves[options.curve]), makeKey(ecdsa384)]);
  const isLegacy = options.realmKey === 'point';
  const point = await pointOf(rak);
  const publicKey = isLegacy ? point : coseKeyOf(point);
  const platform = ccaPlatform(sha256Of(publicKey), isLegacy);
  const realm = ccaRealm(publicKey, isLegacy);
  const raw = await signCca({ options, cpak, rak }, platform, realm);
  return { options, cpak, rak, platform, realm, raw, endorsements: [await spkiOf(cpak)] };
}
