// PSA tokens from test keys: every profile and every curve is accepted; and for each check a case
// that fails because of it alone.

import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, hashOf, toHex } from '#enclave/protocol/index.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import { examinePsa } from '#enclave/attestation/verify/psa.ts';
import { componentsOfTest, instanceIdOfTest } from '../../support/cca-world.ts';
import { pack, type SignOptions } from '../../support/nitro-world.ts';
import {
  bootSeedOfTest,
  drafted,
  implementationOfTest,
  makePsaWorld,
  nonceOfTest,
  oldest,
  published,
  signPsa,
  type PsaOptions,
  type PsaWorld,
} from '../../support/psa-world.ts';
import { bytesThatMayBend, itIsRefused, outcomeOf, type Cases } from '../../support/refusals.ts';
import { ecdsa256, ecdsa384, makeKey, now, spkiOf } from '../../support/test-pki.ts';
import type { Bytes } from '#enclave/protocol/index.ts';

const crypto = webcrypto as Crypto;

interface Twist {
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

const examine = (world: PsaWorld, twist: Partial<Twist> = {}) => {
  const { raw, endorsements } = { ...world, ...twist };
  return outcomeOf((one) => examinePsa(raw, endorsements, { crypto, at: now }, one));
};

type Changes = readonly (readonly [number, unknown])[];

/**
 * The token with other claims, signed again: nothing but the claims is wrong. Undefined leaves one
 * out.
 */
const withClaims = async (world: PsaWorld, ...changes: Changes) => {
  const claims = new Map(world.claims);
  for (const [key, value] of changes) {
    if (value === undefined) claims.delete(key);
    else claims.set(key, value);
  }
  return { raw: await signPsa(world, claims) };
};

const usual: PsaOptions = { profile: published, curve: 'P-256' };
const kinds: readonly PsaOptions[] = [
  usual,
  { profile: drafted, curve: 'P-384' },
  { profile: oldest, curve: 'P-521' },
];

describe('a PSA token', () => {
  it.each(kinds)('of profile $profile by a key on $curve states all its claims', async (kind) => {
    const world = await makePsaWorld(kind);
    const { claims, lines } = await examine(world);
    expect(lines.filter(({ passed }) => !passed)).toEqual([]);
    expect(claims).toEqual({
      reportData: nonceOfTest,
      namedAnchor: hashOf(await spkiOf(world.iak)),
      debug: false,
      chip: toHex(instanceIdOfTest),
      collateralIssued: 0,
      collateralValidUntil: Number.MAX_SAFE_INTEGER,
      platform: {
        format: 'psa',
        token: {
          profile: kind.profile,
          nonce: nonceOfTest,
          instanceId: instanceIdOfTest,
          clientId: -7,
          lifecycle: 0x3000,
          implementationId: implementationOfTest,
          bootSeed: bootSeedOfTest,
          certificationReference: '0604565272829-10010',
          softwareComponents: [
            {
              measurementType: 'BL',
              measurementValue: new Uint8Array(32).fill(0x31),
              version: '3.4.2',
              signerId: new Uint8Array(48).fill(0x32),
              measurementDescription: 'sha-256',
            },
            {
              measurementType: undefined,
              measurementValue: new Uint8Array(64).fill(0x33),
              version: undefined,
              signerId: new Uint8Array(32).fill(0x34),
              measurementDescription: undefined,
            },
          ],
          verificationServiceIndicator: 'https://verifier.example',
        },
      },
    });
  });

  it.each([32, 48, 64])('may have a nonce of %i bytes', async (length) => {
    const world = await makePsaWorld(usual);
    const twist = await withClaims(world, [10, nonceOfTest.slice(0, length)]);
    expect((await examine(world, twist)).claims?.reportData).toEqual(nonceOfTest.slice(0, length));
  });

  it('may leave out what is optional', async () => {
    const world = await makePsaWorld(usual);
    const left = await withClaims(world, [268, undefined], [2398, undefined], [2400, undefined]);
    expect((await examine(world, left)).failed).toBeUndefined();
  });

  it('of the drafts may have its boot seed where EAT put it', async () => {
    const world = await makePsaWorld({ profile: drafted, curve: 'P-256' });
    const moved = await withClaims(world, [2397, undefined], [268, bootSeedOfTest]);
    expect((await examine(world, moved)).claims?.platform.token.bootSeed).toEqual(bootSeedOfTest);
  });

  it('of the oldest profile may leave its name out, and say that nothing is measured', async () => {
    const world = await makePsaWorld({ profile: oldest, curve: 'P-256' });
    const twist = await withClaims(world, [-75000, undefined], [-75006, undefined], [-75007, 1]);
    const token = (await examine(world, twist)).claims?.platform.token;
    expect(token?.profile).toBe(oldest);
    expect(token?.softwareComponents).toEqual([]);
  });

  it('is examined by its format’s name', async () => {
    const { raw, endorsements } = await makePsaWorld(usual);
    const { claims } = await examineEvidence('psa', raw, endorsements, { crypto, at: now });
    expect(claims?.platform.format).toBe('psa');
  });
});

describe('a PSA token is refused', () => {
  let world: PsaWorld;
  let old: PsaWorld;
  let draft: PsaWorld;
  beforeAll(async () => {
    world = await makePsaWorld(usual);
    // One key for all, so that any of them is refused for what it says and not for who signed it.
    const { iak } = world;
    old = { ...(await makePsaWorld({ profile: oldest, curve: 'P-256' })), iak };
    draft = { ...(await makePsaWorld({ profile: drafted, curve: 'P-256' })), iak };
  });

  const withModern = (...changes: Changes) => withClaims(world, ...changes);
  const withOld = (...changes: Changes) => withClaims(old, ...changes);
  const signed = async (options: SignOptions, claims: unknown = world.claims) => ({
    raw: await signPsa(world, claims, options),
  });
  const component = (...more: Changes) => [new Map([...(componentsOfTest[0] ?? []), ...more])];

  const cases: Cases<Partial<Twist>> = {
    'of no bytes': ['message', () => ({ raw: new Uint8Array() })],
    'with a MAC, which whoever checks it can make': ['message', () => signed({ tag: 17 })],
    'without a tag': ['message', () => ({ raw: world.raw.slice(1) })],
    'as a CWT': ['message', () => ({ raw: concatBytes(Uint8Array.of(0xd8, 61), world.raw) })],
    'cut short': ['cose', () => ({ raw: world.raw.slice(0, -1) })],
    'followed by other bytes': ['cose', () => ({ raw: concatBytes(world.raw, Uint8Array.of(0)) })],
    'of three parts': ['cose', () => signed({ parts: (parts) => parts.slice(0, 3) })],
    'with an unprotected header that nobody signed': [
      'cose',
      () => signed({ parts: ([head, , ...rest]) => [head, new Map([[4, 1]]), ...rest] }),
    ],
    'with a critical header': [
      'cose',
      () =>
        signed({
          header: new Map<number, unknown>([
            [1, -7],
            [2, [4]],
          ]),
        }),
    ],
    'without an algorithm': ['cose', () => signed({ header: new Map() })],
    'with claims that are no map': ['claims', () => signed({}, [1])],
    'with a claim twice': [
      'claims',
      () => {
        const body = pack(world.claims);
        const head = Uint8Array.of((body[0] ?? 0) + 1);
        return signed({}, concatBytes(head, body.slice(1), pack(2395), pack(0x3000)));
      },
    ],
    'of another profile': [
      'claims',
      () => withModern([265, 'tag:psacertified.org,2019:psa#legacy']),
    ],
    'of a profile that is a number': ['claims', () => withModern([265, 1])],
    'of another profile in the oldest numbers': ['claims', () => withOld([-75000, published])],
    'of the oldest profile in the registered numbers': ['claims', () => withModern([265, oldest])],
    'of no profile in the registered numbers': ['claims', () => withModern([265, undefined])],
    'with numbers of two profiles': ['claims', () => withModern([-75008, nonceOfTest])],
    'with an unknown claim': ['claims', () => withModern([2402, 'sha-256'])],
    'with a claim named in words': [
      'claims',
      () => signed({}, new Map<unknown, unknown>([...world.claims, ['nonce', nonceOfTest]])),
    ],
    'with the boot seed of the drafts': ['claims', () => withModern([2397, bootSeedOfTest])],
    'of the drafts with two boot seeds': ['claims', () => withClaims(draft, [268, bootSeedOfTest])],
    'with a boot seed of 7 bytes': ['claims', () => withModern([268, new Uint8Array(7)])],
    'with a boot seed of 33 bytes': ['claims', () => withModern([268, new Uint8Array(33)])],
    'of the oldest profile with a boot seed of 8 bytes': [
      'claims',
      () => withOld([-75004, new Uint8Array(8)]),
    ],
    'of the oldest profile without a boot seed': ['claims', () => withOld([-75004, undefined])],
    'without a nonce': ['claims', () => withModern([10, undefined])],
    'with a nonce of 33 bytes': ['claims', () => withModern([10, new Uint8Array(33)])],
    'with two nonces': ['claims', () => withModern([10, [nonceOfTest, nonceOfTest]])],
    'without an instance': ['claims', () => withModern([256, undefined])],
    'with an instance of another type': [
      'claims',
      () => withModern([256, new Uint8Array(33).fill(2)]),
    ],
    'without a client': ['claims', () => withModern([2394, undefined])],
    'with a client of 33 bits': ['claims', () => withModern([2394, 2 ** 31])],
    'without a life cycle': ['claims', () => withModern([2395, undefined])],
    'with an implementation of 31 bytes': ['claims', () => withModern([2396, new Uint8Array(31)])],
    'with a certification that is no text': ['claims', () => withModern([2398, 1])],
    'without components': ['claims', () => withModern([2399, undefined])],
    'with components that are none': ['claims', () => withModern([2399, []])],
    'with a component of an unknown field': ['claims', () => withModern([2399, component([3, 1])])],
    'with a component measured in 20 bytes': [
      'claims',
      () => withModern([2399, component([2, new Uint8Array(20)])]),
    ],
    'with a component whose signer has 31 bytes': [
      'claims',
      () => withModern([2399, component([5, new Uint8Array(31)])]),
    ],
    'of the oldest profile that says nothing of components': [
      'claims',
      () => withOld([-75006, undefined]),
    ],
    'of the oldest profile with components, and that there are none': [
      'claims',
      () => withOld([-75007, 1]),
    ],
    'of the oldest profile whose word for no components is another': [
      'claims',
      () => withOld([-75006, undefined], [-75007, 0]),
    ],
    'with an empty indicator': ['claims', () => withModern([2400, ''])],
    'without endorsements': ['endorsements', () => ({ endorsements: [] }), 'EVIDENCE_COLLATERAL'],
    'with two keys, of which one fits': [
      'endorsements',
      async () => ({
        endorsements: [...world.endorsements, await spkiOf(await makeKey(ecdsa256))],
      }),
      'EVIDENCE_COLLATERAL',
    ],
    'with an endorsement that is no key': [
      'endorsements',
      () => ({ endorsements: [Uint8Array.of(0x30, 0)] }),
      'EVIDENCE_COLLATERAL',
    ],
    'with an algorithm that is not the key’s': [
      'algorithm',
      () => signed({ header: new Map([[1, -36]]) }),
    ],
    'with an algorithm of MACs': ['algorithm', () => signed({ header: new Map([[1, 5]]) })],
    'by a key on another curve': [
      'algorithm',
      async () => ({ endorsements: [await spkiOf(await makeKey(ecdsa384))] }),
    ],
    'by another device’s key': [
      'signature',
      async () => ({ endorsements: [await spkiOf(await makeKey(ecdsa256))] }),
    ],
    'of a device that is provisioned': ['lifecycle', () => withModern([2395, 0x2000])],
    'of a device just before it is secured': ['lifecycle', () => withModern([2395, 0x2fff])],
    'of a device that is debugged': ['lifecycle', () => withModern([2395, 0x5000])],
    'of a device of no known state': ['lifecycle', () => withModern([2395, 0x3100])],
  };

  itIsRefused(cases, (twist) => examine(world, twist));

  it.each(kinds)('with any one bit of any byte turned, in profile $profile', async (kind) => {
    const one = await makePsaWorld({ ...kind, curve: 'P-256' });
    expect(await bytesThatMayBend(one.raw, (raw) => examine(one, { raw }))).toEqual([]);
  });
});
