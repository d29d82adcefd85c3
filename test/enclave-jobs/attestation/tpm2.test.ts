// TPM 2.0 quotes from test keys: keys of every kind are accepted, named by their root or by
// themselves; for each check a case that fails because of it alone.

import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, hashOf, toHex, type Bytes } from '#enclave/protocol/index.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import { changed } from '../../support/bytes.ts';
import { authority } from '../../support/nitro-world.ts';
import {
  anchorOf,
  ecdsa256,
  extension,
  issue,
  KeyUsageFlags,
  makeKey,
  now,
  revocationList,
} from '../../support/test-pki.ts';
import {
  extraDataOfTest,
  goodAttributes,
  leafOptions,
  makeTpmKey,
  makeTpmQuote,
  makeTpmWorld,
  pcrsOfTest,
  publicAreaOf,
  u16,
  u32,
  type KeyKind,
  type QuoteChanges,
  type TpmWorld,
} from '../../support/tpm-world.ts';

const crypto = webcrypto as Crypto;
const day = 86_400;

async function examine(raw: Bytes, endorsements: readonly Bytes[], at = now) {
  const { lines, claims, fault } = await examineEvidence('tpm2', raw, endorsements, { crypto, at });
  const platform = claims?.platform;
  if (platform !== undefined && platform.format !== 'tpm2') throw new Error('another format');
  return { lines, claims, platform, failed: fault?.line.id };
}

const kinds: readonly KeyKind[] = ['ECDSA P-256', 'ECDSA P-384', 'RSASSA', 'RSAPSS'];

describe('a TPM quote', () => {
  it.each(kinds)(
    'by a key of the kind %s is authentic, and rests on the key itself',
    async (kind) => {
      const key = await makeTpmKey(kind);
      const area = await publicAreaOf(key);
      const { claims, platform, failed } = await examine(await makeTpmQuote(key), [area]);
      expect(failed).toBeUndefined();
      expect(claims?.namedAnchor).toBe(hashOf(area));
      expect(claims?.reportData).toEqual(extraDataOfTest);
      expect(claims?.collateralIssued).toBe(0);
      expect(platform?.vouchedBy).toBe('key');
      expect(platform?.pcrs).toEqual(pcrsOfTest);
      expect(platform?.attest).toMatchObject({
        clock: 1000n,
        resetCount: 5,
        restartCount: 2,
        safe: true,
        selection: [0, 4, 7, 23],
      });
      expect(toHex(platform?.attest.firmwareVersion ?? new Uint8Array())).toBe('2019102300163636');
    },
  );

  it('by a certified key rests on the root of its chain, which came in any order', async () => {
    const { raw, area, leaf, issuer, root } = await makeTpmWorld();
    for (const endorsements of [
      [root.der, leaf.der, issuer.der],
      [area, issuer.der, root.der, leaf.der],
    ]) {
      const { claims, platform, failed } = await examine(raw, endorsements);
      expect(failed).toBeUndefined();
      expect(claims?.namedAnchor).toBe((await anchorOf(root)).keyHash);
      expect(claims?.collateralIssued).toBe(now - 30 * day);
      expect(claims?.collateralValidUntil).toBe(now + 30 * day);
      expect(platform?.vouchedBy).toBe('certificate');
    }
  });

  it('may be by a key that signs with whatever scheme it is asked for', async () => {
    const key = await makeTpmKey('ECDSA P-256');
    const area = await publicAreaOf(key, { scheme: u16(0x10) });
    expect((await examine(await makeTpmQuote(key), [area])).failed).toBeUndefined();
  });

  it('may leave leading zeros of its signature out', async () => {
    const key = await makeTpmKey('ECDSA P-256');
    const whole = (await makeTpmQuote(key)).length;
    let raw = await makeTpmQuote(key, { trimmed: true });
    while (raw.length === whole) raw = await makeTpmQuote(key, { trimmed: true });
    expect((await examine(raw, [await publicAreaOf(key)])).failed).toBeUndefined();
  });
});

interface Twist {
  readonly raw?: Bytes;
  readonly endorsements?: readonly Bytes[];
  readonly at?: number;
}

describe('a TPM quote is refused', () => {
  let world: TpmWorld;
  beforeAll(async () => {
    world = await makeTpmWorld();
  });

  const whole = () => [world.area, world.leaf.der, world.issuer.der, world.root.der];
  const quote = async (changes: QuoteChanges): Promise<Twist> => ({
    raw: await makeTpmQuote(world.key, changes),
  });
  const area = async (changes: Parameters<typeof publicAreaOf>[1]): Promise<Twist> => ({
    endorsements: [await publicAreaOf(world.key, changes)],
  });
  type Changes = Partial<Parameters<typeof issue>[0]>;
  const withLeaf = async (changes: Changes): Promise<Twist> => {
    const key = { algorithm: ecdsa256, pair: world.key.pair };
    const leaf = await issue({ ...leafOptions, key, issuer: world.issuer, ...changes });
    return { endorsements: [leaf.der, world.issuer.der, world.root.der] };
  };
  const withIssuer = async (changes: Changes): Promise<Twist> => {
    const { name, key } = world.issuer;
    const issuer = await issue({ name, key, issuer: world.root, ...authority, ...changes });
    return { endorsements: [world.leaf.der, issuer.der, world.root.der] };
  };
  const bank = (id: number, ...bits: number[]) =>
    concatBytes(u32(1), u16(id), Uint8Array.of(bits.length, ...bits));

  const cases: Readonly<Record<string, readonly [line: string, () => Twist | Promise<Twist>]>> = {
    'that the TPM did not make itself': ['quote', () => quote({ magic: 'ff544348' })],
    'that certifies something else': ['quote', () => quote({ type: '8017' })],
    'that is cut off': ['quote', () => ({ raw: world.raw.slice(0, -1) })],
    'followed by other bytes': ['quote', () => quote({ behind: Uint8Array.of(0) })],
    'whose attest is followed by other bytes': [
      'quote',
      () => quote({ behindAttest: Uint8Array.of(0) }),
    ],
    'with a signer of 69 bytes': ['quote', () => quote({ signer: new Uint8Array(69) })],
    'with extra data of 65 bytes': ['quote', () => quote({ extraData: new Uint8Array(65) })],
    'that is neither safe nor not': ['quote', () => quote({ safe: 2 })],
    'over registers of SHA-1': ['quote', () => quote({ selection: bank(4, 0x91, 0, 0x80) })],
    'over two banks': [
      'quote',
      () => quote({ selection: concatBytes(u32(2), bank(11, 1).slice(4), bank(12, 1).slice(4)) }),
    ],
    'over no register': ['quote', () => quote({ selection: bank(11, 0, 0, 0) })],
    'over a selection of no byte': ['quote', () => quote({ selection: bank(11) })],
    'over a selection of five bytes': [
      'quote',
      () => quote({ selection: bank(11, 1, 0, 0, 0, 0) }),
    ],
    'with fewer registers than it is over': [
      'quote',
      () => quote({ registers: [...pcrsOfTest.values()].slice(1) }),
    ],
    'with a register of 20 bytes': [
      'quote',
      () => quote({ registers: [...pcrsOfTest.values()].map((pcr) => pcr.slice(0, 20)) }),
    ],
    'by an unknown scheme': ['quote', () => quote({ schemeId: 0x1a })],
    'by SHA-1': ['quote', () => quote({ hashId: 4 })],
    'without its key': ['endorsements', () => ({ endorsements: [] })],
    'with two keys': ['endorsements', () => ({ endorsements: [world.area, world.area] })],
    'with a key cut off': ['endorsements', () => ({ endorsements: [world.area.slice(0, -1)] })],
    'with a key followed by other bytes': [
      'endorsements',
      () => ({ endorsements: [concatBytes(world.area, Uint8Array.of(0))] }),
    ],
    'with a key of another curve': ['endorsements', () => area({ curve: 5 })],
    'with a key for storage': ['endorsements', () => area({ symmetric: 6 })],
    'with a key of an unknown attribute': ['endorsements', () => area({ attributes: 0x8005_0072 })],
    'with a key under a policy of 65 bytes': [
      'endorsements',
      () => area({ policy: new Uint8Array(65) }),
    ],
    'with a key of an unknown scheme': ['endorsements', () => area({ scheme: u16(0x1b) })],
    'with an RSA key of another length': [
      'endorsements',
      async () => ({
        endorsements: [await publicAreaOf(await makeTpmKey('RSAPSS'), { keyBits: 3072 })],
      }),
    ],
    'with a list that nobody checks': [
      'endorsements',
      async () => ({ endorsements: [...whole(), await revocationList(world.root)] }),
    ],
    'with an endorsement that is none': [
      'endorsements',
      () => ({ endorsements: [world.area, Uint8Array.of(7)] }),
    ],
    ...Object.fromEntries(
      [
        ['that can leave its TPM', 0x02],
        ['that can leave its parent', 0x10],
        ['that was made elsewhere', 0x20],
        ['that signs whatever it is given', 0x1_0000],
        ['that does not sign', 0x4_0000],
      ].map(([name, missing]) => [
        `by a key ${String(name)}`,
        ['key-attributes', () => area({ attributes: goodAttributes & ~Number(missing) })] as const,
      ]),
    ),
    'by a key that decrypts as well': [
      'key-attributes',
      () => area({ attributes: goodAttributes | 0x2_0000 }),
    ],
    'with two leaves': [
      'key-certificate',
      async () => {
        const other = await issue({
          ...leafOptions,
          key: await makeKey(ecdsa256),
          issuer: world.issuer,
        });
        return { endorsements: [...whole(), other.der] };
      },
    ],
    'with authorities only': [
      'key-certificate',
      () => ({ endorsements: [world.area, world.issuer.der, world.root.der] }),
    ],
    'with a chain without a root': [
      'chain-anchor',
      () => ({ endorsements: [world.leaf.der, world.issuer.der] }),
    ],
    'with a leaf that issued itself': [
      'chain-anchor',
      async () => {
        const key = { algorithm: ecdsa256, pair: world.key.pair };
        return { endorsements: [(await issue({ ...leafOptions, key })).der] };
      },
    ],
    'after its leaf ran out': ['chain-validity', () => ({ at: now + 31 * day })],
    'with a leaf that its issuer did not sign': [
      'chain-signature',
      async () => withLeaf({ issuer: { name: world.issuer.name, key: await makeKey(ecdsa256) } }),
    ],
    'with an unknown critical extension': [
      'chain-critical',
      () => withLeaf({ extensions: [extension('1.2.3.4', Uint8Array.of(5, 0), true)] }),
    ],
    'with an authority over less than it takes': [
      'chain-authority',
      async () => {
        const root = await issue({
          name: world.root.name,
          key: world.root.key,
          ...authority,
          pathLength: 0,
        });
        return { endorsements: [world.leaf.der, world.issuer.der, root.der] };
      },
    ],
    'with an authority that may not certify': [
      'chain-authority',
      () => withIssuer({ usages: KeyUsageFlags.digitalSignature }),
    ],
    'with a leaf that is no key for signatures': [
      'leaf-usage',
      () => withLeaf({ usages: KeyUsageFlags.keyCertSign }),
    ],
    'with the public area of another key': [
      'key-same',
      async () => ({
        endorsements: [await publicAreaOf(await makeTpmKey('ECDSA P-256')), ...whole().slice(1)],
      }),
    ],
    'signed by another key': [
      'signature',
      async () => quote({ by: await makeTpmKey('ECDSA P-256') }),
    ],
    'signed with another digest than its key signs with': [
      'signature',
      () => quote({ hashId: 0x0c }),
    ],
    'over other registers than it shows': [
      'pcr-digest',
      () => quote({ registers: [...pcrsOfTest.values()].map((pcr) => changed(pcr, 0, 0)) }),
    ],
    'over a digest of other registers': [
      'pcr-digest',
      () => quote({ pcrDigest: new Uint8Array(32) }),
    ],
  };

  it.each(Object.entries(cases))('%s', async (_, [line, twist]) => {
    const { raw = world.raw, endorsements = whole(), at } = await twist();
    const { failed, claims, lines } = await examine(raw, endorsements, at);
    expect(failed).toBe(line);
    expect(claims).toBeUndefined();
    expect(lines.slice(0, -1).every(({ passed }) => passed)).toBe(true);
  });

  it('for every check that there is', async () => {
    const { lines } = await examine(world.raw, whole());
    const covered = new Set(Object.values(cases).map(([line]) => line));
    // The chain is put in order by its names: a wrong one leaves it without a root.
    const ordered = ['chain-names'];
    const missing = lines.map(({ id }) => id).filter((id) => !covered.has(id));
    expect(missing.filter((id) => !ordered.includes(id))).toEqual([]);
  });

  it('with any one bit of any byte turned', async () => {
    for (let index = 0; index < world.raw.length; index++) {
      const turned = changed(world.raw, index, (world.raw[index] ?? 0) ^ (1 << (index % 8)));
      expect((await examine(turned, [world.area])).claims, `byte ${index}`).toBeUndefined();
    }
  }, 60_000);

  it('with any one bit of its public area turned, or rests on another name', async () => {
    for (let index = 0; index < world.area.length; index++) {
      const turned = changed(world.area, index, (world.area[index] ?? 0) ^ (1 << (index % 8)));
      const { claims } = await examine(world.raw, [turned]);
      expect(claims?.namedAnchor, `byte ${index}`).not.toBe(hashOf(world.area));
    }
  }, 60_000);
});
