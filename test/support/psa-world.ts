// PSA tokens made from test keys, in the three numberings of their claims.

import type { Bytes } from '#enclave/protocol/index.ts';
import { componentsOfTest, coseIds, instanceIdOfTest, type TestClaims } from './cca-world.ts';
import { pack, signDocument, type SignOptions } from './nitro-world.ts';
import { ecdsa256, ecdsa384, ecdsa521, makeKey, spkiOf, type TestKey } from './test-pki.ts';

const curves = { 'P-256': ecdsa256, 'P-384': ecdsa384, 'P-521': ecdsa521 } as const;

export const oldest = 'PSA_IOT_PROFILE_1';
export const drafted = 'http://arm.com/psa/2.0.0';
export const published = 'tag:psacertified.org,2023:psa#tfm';

export interface PsaOptions {
  readonly profile: typeof oldest | typeof drafted | typeof published;
  readonly curve: keyof typeof coseIds;
}

export interface PsaWorld {
  readonly options: PsaOptions;
  readonly iak: TestKey;
  readonly claims: TestClaims;
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

export const nonceOfTest: Bytes = Uint8Array.from({ length: 64 }, (_, index) => 5 * index);
export const implementationOfTest = new Uint8Array(32).fill(0x51);
export const bootSeedOfTest = new Uint8Array(32).fill(0x52);
const certificate = '0604565272829-10010';
const indicator = 'https://verifier.example';

function psaClaims(profile: PsaOptions['profile']): TestClaims {
  if (profile === oldest) {
    return new Map<number, unknown>([
      [-75000, profile],
      [-75001, -7],
      [-75002, 0x3000],
      [-75003, implementationOfTest],
      [-75004, bootSeedOfTest],
      [-75005, certificate],
      [-75006, componentsOfTest],
      [-75008, nonceOfTest],
      [-75009, instanceIdOfTest],
      [-75010, indicator],
    ]);
  }
  return new Map<number, unknown>([
    [265, profile],
    [10, nonceOfTest],
    [256, instanceIdOfTest],
    [profile === drafted ? 2397 : 268, bootSeedOfTest],
    [2394, -7],
    [2395, 0x3000],
    [2396, implementationOfTest],
    [2398, certificate],
    [2399, componentsOfTest],
    [2400, indicator],
  ]);
}

export const signPsa = (
  { options, iak }: Pick<PsaWorld, 'options' | 'iak'>,
  claims: unknown,
  more: SignOptions = {},
): Promise<Bytes> =>
  signDocument(claims instanceof Uint8Array ? claims.slice() : pack(claims), iak, {
    header: new Map([[1, coseIds[options.curve]]]),
    tag: 18,
    ...more,
  });

export async function makePsaWorld(options: PsaOptions): Promise<PsaWorld> {
  const iak = await makeKey(curves[options.curve]);
  const claims = psaClaims(options.profile);
  const raw = await signPsa({ options, iak }, claims);
  return { options, iak, claims, raw, endorsements: [await spkiOf(iak)] };
}
