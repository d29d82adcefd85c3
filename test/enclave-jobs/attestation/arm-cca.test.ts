// Arm CCA tokens from test keys: both envelopes, both forms of the realm's key, every curve of the
// platform's are accepted; and for each check a case that fails because of it alone.

import { webcrypto } from 'node:crypto';
import { Tag } from 'cbor2';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, hashOf, toHex, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import { examineCca } from '#enclave/attestation/verify/arm-cca.ts';
import {
  ccaPlatform,
  ccaRealm,
  challengeOfTest,
  componentsOfTest,
  coseKeyOf,
  envelope,
  instanceIdOfTest,
  makeCcaWorld,
  sha256Of,
  signCca,
  type CcaOptions,
  type CcaWorld,
  type TestClaims,
} from '../../support/cca-world.ts';
import { pack, signDocument, type SignOptions } from '../../support/nitro-world.ts';
import { bytesThatMayBend, itIsRefused, outcomeOf, type Cases } from '../../support/refusals.ts';
import {
  ecdsa256,
  ecdsa384,
  makeKey,
  now,
  pointOf,
  rsaPss,
  spkiOf,
} from '../../support/test-pki.ts';

const crypto = webcrypto as Crypto;

interface Twist {
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

const examine = (world: CcaWorld, twist: Partial<Twist> = {}) => {
  const { raw, endorsements } = { ...world, ...twist };
  return outcomeOf((one) => examineCca(raw, endorsements, { crypto, at: now }, one));
};

const pem = (der: Bytes) =>
  utf8(
    `-----BEGIN PUBLIC KEY-----\n${Buffer.from(der).toString('base64')}\n-----END PUBLIC KEY-----\n`,
  );

const kinds: readonly CcaOptions[] = [
  { envelope: 'collection', realmKey: 'point', curve: 'P-384' },
  { envelope: 'collection', realmKey: 'cose-key', curve: 'P-256' },
  { envelope: 'records', realmKey: 'cose-key', curve: 'P-521' },
];
const [usual] = [kinds[1]];
if (usual === undefined) throw new Error('kinds');

describe('a CCA token', () => {
  it.each(kinds)(
    'as a $envelope with a $realmKey under a key on $curve is authentic',
    async (kind) => {
      const world = await makeCcaWorld(kind);
      const { claims, lines } = await examine(world);
      expect(lines.filter(({ passed }) => !passed)).toEqual([]);
      expect(claims?.reportData).toEqual(challengeOfTest);
      expect(claims?.debug).toBe(false);
      expect(claims?.chip).toBe(toHex(instanceIdOfTest));
      expect(claims?.namedAnchor).toBe(hashOf(await spkiOf(world.cpak)));
      expect(claims?.collateralIssued).toBe(0);
      expect(claims?.collateralValidUntil).toBe(Number.MAX_SAFE_INTEGER);
    },
  );

  it('states every claim of platform and realm', async () => {
    const world = await makeCcaWorld(usual);
    const { claims } = await examine(world);
    const publicKey = world.realm.get(44237) as Bytes;
    expect(claims?.platform).toEqual({
      format: 'arm-cca',
      platform: {
        profile: 'tag:arm.com,2023:cca_platform#1.0.0',
        challenge: sha256Of(publicKey),
        instanceId: instanceIdOfTest,
        lifecycle: 0x3003,
        implementationId: new Uint8Array(32).fill(0x21),
        swComponents: [
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
        verificationService: 'https://verifier.example',
        config: Uint8Array.of(0xcf, 0xcf, 0xcf, 0xcf),
        hashAlgoId: 'sha-256',
      },
      realm: {
        profile: 'tag:arm.com,2023:realm#1.0.0',
        challenge: challengeOfTest,
        personalizationValue: new Uint8Array(64).fill(0x41),
        hashAlgoId: 'sha-512',
        initialMeasurement: new Uint8Array(64).fill(0x42),
        extensibleMeasurements: [1, 2, 3, 4].map((value) => new Uint8Array(64).fill(value)),
        publicKey,
        publicKeyHashAlgoId: 'sha-256',
        point: (await pointOf(world.rak)).slice(1),
      },
    });
  });

  it('names the key it rests on, in whatever form that came', async () => {
    const world = await makeCcaWorld(usual);
    const endorsements = [pem(await spkiOf(world.cpak))];
    const { claims } = await examine(world, { endorsements });
    expect(claims?.namedAnchor).toBe(hashOf(await spkiOf(world.cpak)));
  });

  it('may have its key hashed by SHA-384 and SHA-512, and name its algorithm in the key', async () => {
    const world = await makeCcaWorld(usual);
    const publicKey = coseKeyOf(await pointOf(world.rak), [[3, -35]]);
    for (const [name, hash] of [
      ['sha-384', 'SHA-384'],
      ['sha-512', 'SHA-512'],
    ] as const) {
      const challenge = new Uint8Array(await crypto.subtle.digest(hash, publicKey));
      const realm = new Map(ccaRealm(publicKey, false)).set(44240, name);
      const raw = await signCca(world, ccaPlatform(challenge, false), realm);
      expect((await examine(world, { raw })).failed).toBeUndefined();
    }
  });

  it('is examined by its format’s name', async () => {
    const { raw, endorsements } = await makeCcaWorld(usual);
    const { claims } = await examineEvidence('arm-cca', raw, endorsements, { crypto, at: now });
    expect(claims?.platform.format).toBe('arm-cca');
  });
});

describe('a CCA token is refused', () => {
  let world: CcaWorld;
  let legacy: CcaWorld;
  beforeAll(async () => {
    world = await makeCcaWorld(usual);
    legacy = await makeCcaWorld({ envelope: 'collection', realmKey: 'point', curve: 'P-256' });
  });

  const changedBy = (claims: TestClaims, changes: readonly (readonly [number, unknown])[]) => {
    const out = new Map(claims);
    for (const [key, value] of changes) {
      if (value === undefined) out.delete(key);
      else out.set(key, value);
    }
    return out;
  };
  const withPlatform = async (...changes: readonly (readonly [number, unknown])[]) => ({
    raw: await signCca(world, changedBy(world.platform, changes), world.realm),
  });
  /** The platform names the changed key, so that nothing but the change is wrong. */
  const withRealm = async (...changes: readonly (readonly [number, unknown])[]) => {
    const realm = changedBy(world.realm, changes);
    const key = realm.get(44237);
    const challenge = sha256Of(key instanceof Uint8Array ? key : Uint8Array.of(0));
    return { raw: await signCca(world, changedBy(world.platform, [[10, challenge]]), realm) };
  };
  const withKey = async (
    ...more: readonly (readonly [number, unknown])[]
  ): Promise<Partial<Twist>> => {
    return withRealm([44237, coseKeyOf(await pointOf(world.rak), more)]);
  };
  const es256 = new Map([[1, -7]]);
  const tokens = async (
    options: { readonly platform?: SignOptions; readonly realm?: SignOptions } = {},
    keys: { readonly platform?: CcaWorld['cpak']; readonly realm?: CcaWorld['rak'] } = {},
  ) => {
    const { platform, realm, cpak, rak } = world;
    return [
      await signDocument(pack(platform), keys.platform ?? cpak, {
        header: es256,
        ...options.platform,
      }),
      await signDocument(pack(realm), keys.realm ?? rak, options.realm),
    ] as const;
  };
  const withTokens = async (...how: Parameters<typeof tokens>) => ({
    raw: envelope('collection', ...(await tokens(...how))),
  });
  const inTag = async (tag: number, build: (platform: Bytes, realm: Bytes) => unknown) => ({
    raw: pack(new Tag(tag, build(...(await tokens())))),
  });
  const mapOf = (...entries: readonly (readonly [unknown, unknown])[]) => new Map(entries);

  const cases: Cases<Partial<Twist>> = {
    'cut short': ['collection', () => ({ raw: world.raw.slice(0, -1) })],
    'of no bytes': ['collection', () => ({ raw: new Uint8Array() })],
    'followed by other bytes': [
      'collection',
      () => ({ raw: concatBytes(world.raw, Uint8Array.of(0)) }),
    ],
    'without a tag': ['collection', () => ({ raw: world.raw.slice(3) })],
    'under another tag': ['collection', () => inTag(398, (p, r) => mapOf([44234, p], [44241, r]))],
    'that is no map': ['collection', () => inTag(399, (p, r) => [p, r])],
    'without a realm': ['collection', () => inTag(399, (p) => mapOf([44234, p]))],
    'without a platform': ['collection', () => inTag(399, (_, r) => mapOf([44241, r], [44242, r]))],
    'with a third token': [
      'collection',
      () => inTag(399, (p, r) => mapOf([44234, p], [44241, r], [44242, r])),
    ],
    'with a token twice': [
      'collection',
      async () => {
        const [p, r] = await tokens();
        const entries = [pack(44234), pack(p), pack(44241), pack(r), pack(44241), pack(r)];
        return { raw: concatBytes(Uint8Array.of(0xd9, 1, 0x8f, 0xa3), ...entries) };
      },
    ],
    'as records in the collection’s tag': [
      'collection',
      () => inTag(399, (p, r) => mapOf([44234, [263, p]], [44241, [263, r]])),
    ],
    'as bare tokens in the tag of records': [
      'collection',
      () => inTag(907, (p, r) => mapOf([44234, p], [44241, r])),
    ],
    'with a record of another type': [
      'collection',
      () => inTag(907, (p, r) => mapOf([44234, [263, p]], [44241, [61, r]])),
    ],
    'with a record of three parts': [
      'collection',
      () => inTag(907, (p, r) => mapOf([44234, [263, p, 1]], [44241, [263, r]])),
    ],
    'whose platform token has another tag': [
      'platform-cose',
      () => withTokens({ platform: { tag: 17 } }),
    ],
    'whose platform token has an unprotected header': [
      'platform-cose',
      () =>
        withTokens({
          platform: { parts: ([head, , ...rest]) => [head, new Map([[4, 1]]), ...rest] },
        }),
    ],
    'whose realm token has five parts': [
      'realm-cose',
      () => withTokens({ realm: { parts: (parts) => [...parts, 1] } }),
    ],
    'whose realm token names no algorithm': [
      'realm-cose',
      () => withTokens({ realm: { header: new Map() } }),
    ],
    'with a platform of no profile': ['platform-claims', () => withPlatform([265, undefined])],
    'with a platform of another profile': [
      'platform-claims',
      () => withPlatform([265, 'tag:arm.com,2024:cca_platform#2.0.0']),
    ],
    'with an unknown claim of the platform': ['platform-claims', () => withPlatform([2394, 1])],
    'with a claim of the platform that is named in words': [
      'platform-claims',
      async () => ({
        raw: await signCca(
          world,
          new Map<unknown, unknown>([...world.platform, ['x', 1]]) as TestClaims,
          world.realm,
        ),
      }),
    ],
    'with a platform’s challenge of 31 bytes': [
      'platform-claims',
      () => withPlatform([10, new Uint8Array(31)]),
    ],
    'with a platform that names no instance': [
      'platform-claims',
      () => withPlatform([256, undefined]),
    ],
    'with an instance of another type': [
      'platform-claims',
      () => withPlatform([256, new Uint8Array(33).fill(2)]),
    ],
    'with an instance of 32 bytes': [
      'platform-claims',
      () => withPlatform([256, instanceIdOfTest.slice(0, 32)]),
    ],
    'with an implementation of 33 bytes': [
      'platform-claims',
      () => withPlatform([2396, new Uint8Array(33)]),
    ],
    'with a life cycle of 17 bits': ['platform-claims', () => withPlatform([2395, 0x13000])],
    'with a life cycle below zero': ['platform-claims', () => withPlatform([2395, -1])],
    'with a life cycle in words': ['platform-claims', () => withPlatform([2395, 'secured'])],
    'without components': ['platform-claims', () => withPlatform([2399, []])],
    'with a component that is not measured': [
      'platform-claims',
      () => withPlatform([2399, [new Map([[5, new Uint8Array(32)]])]]),
    ],
    'with a component that nobody signed': [
      'platform-claims',
      () => withPlatform([2399, [new Map([[2, new Uint8Array(32)]])]]),
    ],
    'with a component of an unknown field': [
      'platform-claims',
      () => withPlatform([2399, [new Map([...(componentsOfTest[0] ?? []), [3, 1]])]]),
    ],
    'with an empty verification service': ['platform-claims', () => withPlatform([2400, ''])],
    'with an empty configuration': [
      'platform-claims',
      () => withPlatform([2401, new Uint8Array()]),
    ],
    'with a platform that hashes by MD5': ['platform-claims', () => withPlatform([2402, 'md5'])],
    'whose platform has a claim twice': [
      'platform-claims',
      async () => {
        const body = pack(world.platform);
        const twice = concatBytes(
          Uint8Array.of((body[0] ?? 0) + 1),
          body.slice(1),
          pack(2395),
          pack(0x3000),
        );
        const platform = await signDocument(twice, world.cpak, { header: es256 });
        return { raw: envelope('collection', platform, (await tokens())[1]) };
      },
    ],
    'with a realm of another profile': [
      'realm-claims',
      () => withRealm([265, 'tag:arm.com,2024:realm#2.0.0']),
    ],
    'with an unknown claim of the realm': ['realm-claims', () => withRealm([44242, 1])],
    'with a challenge of 63 bytes': ['realm-claims', () => withRealm([10, new Uint8Array(63)])],
    'with a personalization value of 65 bytes': [
      'realm-claims',
      () => withRealm([44235, new Uint8Array(65)]),
    ],
    'with a realm that is not measured': ['realm-claims', () => withRealm([44238, undefined])],
    'with three extensible measurements': [
      'realm-claims',
      () => withRealm([44239, [1, 2, 3].map(() => new Uint8Array(32))]),
    ],
    'with an extensible measurement of 33 bytes': [
      'realm-claims',
      () => withRealm([44239, [1, 2, 3, 4].map(() => new Uint8Array(33))]),
    ],
    'with a realm’s key hashed by SHA-1': ['realm-claims', () => withRealm([44240, 'sha-1'])],
    'without a realm’s key': ['realm-claims', () => withRealm([44237, undefined])],
    'with a bare point in a token of this profile': [
      'realm-claims',
      async () => withRealm([44237, await pointOf(world.rak)]),
    ],
    'with a COSE_Key in a token without a profile': [
      'realm-claims',
      () => withRealm([265, undefined]),
    ],
    'with a bare point that is compressed': [
      'realm-claims',
      async () => {
        const point = (await pointOf(legacy.rak)).fill(2, 0, 1);
        const realm = changedBy(legacy.realm, [[44237, point]]);
        return { raw: await signCca(legacy, legacy.platform, realm) };
      },
    ],
    'with a key of another kind': ['realm-claims', () => withKey([1, 1])],
    'with a key on another curve': ['realm-claims', () => withKey([-1, 1])],
    'with a key for another algorithm': ['realm-claims', () => withKey([3, -7])],
    'with a key of an unknown field': ['realm-claims', () => withKey([4, [2]])],
    'with a key whose x has 47 bytes': ['realm-claims', () => withKey([-2, new Uint8Array(47)])],
    'with a key whose y is a sign': ['realm-claims', () => withKey([-3, true])],
    'without endorsements': ['endorsements', () => ({ endorsements: [] }), 'EVIDENCE_COLLATERAL'],
    'with two keys, of which one fits': [
      'endorsements',
      async () => ({
        endorsements: [...world.endorsements, await spkiOf(await makeKey(ecdsa256))],
      }),
      'EVIDENCE_COLLATERAL',
    ],
    'with a key twice': [
      'endorsements',
      () => ({ endorsements: [...world.endorsements, ...world.endorsements] }),
      'EVIDENCE_COLLATERAL',
    ],
    'with an endorsement that is no key': [
      'endorsements',
      () => ({ endorsements: [Uint8Array.of(0x30, 0)] }),
      'EVIDENCE_COLLATERAL',
    ],
    'with bytes behind the endorsed key': [
      'endorsements',
      () => ({ endorsements: world.endorsements.map((one) => concatBytes(one, Uint8Array.of(0))) }),
      'EVIDENCE_COLLATERAL',
    ],
    'with an endorsed key of RSA': [
      'endorsements',
      async () => ({ endorsements: [await spkiOf(await makeKey(rsaPss))] }),
      'EVIDENCE_COLLATERAL',
    ],
    'with an algorithm that is not the platform key’s': [
      'platform-algorithm',
      () => withTokens({ platform: { header: new Map([[1, -35]]) } }),
    ],
    'with an unknown algorithm of the platform': [
      'platform-algorithm',
      () => withTokens({ platform: { header: new Map([[1, -8]]) } }),
    ],
    'by another platform’s key': [
      'platform-signature',
      async () => ({ endorsements: [await spkiOf(await makeKey(ecdsa256))] }),
    ],
    'with an algorithm that is not the realm key’s': [
      'realm-algorithm',
      () => withTokens({ realm: { header: new Map([[1, -36]]) } }),
    ],
    'with a realm token by another key': [
      'realm-signature',
      async () => withTokens({}, { realm: await makeKey(ecdsa384) }),
    ],
    'with a realm’s key that is no point': [
      'realm-signature',
      () => withKey([-2, new Uint8Array(48).fill(0xff)]),
    ],
    'of two machines, each good by itself': [
      'realm-binding',
      async () => {
        const other = await makeCcaWorld(usual);
        const platform = await signDocument(pack(world.platform), world.cpak, { header: es256 });
        const realm = await signDocument(pack(other.realm), other.rak);
        return { raw: envelope('collection', platform, realm) };
      },
    ],
    'with a realm’s key hashed by another algorithm than it says': [
      'realm-binding',
      () => withRealm([44240, 'sha-512']),
    ],
    'of a platform in assembly': ['lifecycle', () => withPlatform([2395, 0x1000])],
    'of a platform just before it is secured': ['lifecycle', () => withPlatform([2395, 0x2fff])],
    'of a platform that is debugged': ['lifecycle', () => withPlatform([2395, 0x4000])],
    'of a platform of no known state': ['lifecycle', () => withPlatform([2395, 0x3100])],
  };

  itIsRefused(cases, (twist) => examine(world, twist));

  it('with any one bit of any byte turned', async () => {
    for (const one of [world, legacy, await makeCcaWorld({ ...usual, envelope: 'records' })]) {
      expect(await bytesThatMayBend(one.raw, (raw) => examine(one, { raw }))).toEqual([]);
    }
  }, 120_000);
});
