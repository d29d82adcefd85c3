// AWS Nitro documents from test keys: accepted as enclaves and as NitroTPM; and for each check a
// case that fails because of it alone.

import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, type Bytes } from '#enclave/protocol/index.ts';
import { EvidenceFault, openExamination } from '#enclave/attestation/examination.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import { examineNitro } from '#enclave/attestation/verify/nitro.ts';
import { changed } from '../../support/bytes.ts';
import {
  authority,
  makeNitroWorld,
  pack,
  reportDataOfTest,
  signDocument,
  type NitroWorld,
  type Payload,
  type SignOptions,
} from '../../support/nitro-world.ts';
import {
  ecdsa256,
  ecdsa384,
  extension,
  issue,
  KeyUsageFlags,
  makeKey,
  now,
} from '../../support/test-pki.ts';

const crypto = webcrypto as Crypto;

async function examine(
  world: NitroWorld,
  raw: Bytes = world.raw,
  kind: 'nitro-enclave' | 'nitro-tpm' = 'nitro-enclave',
  at = now,
  endorsements: readonly Bytes[] = [],
) {
  const examination = openExamination();
  const { lines } = examination;
  const context = { crypto, at, anchors: world.anchors };
  try {
    const claims = await examineNitro(kind, raw, endorsements, context, examination);
    return { claims, lines, failed: undefined };
  } catch (fault) {
    if (!(fault instanceof EvidenceFault)) throw fault;
    return { claims: undefined, lines, failed: fault.line.id };
  }
}

describe('a Nitro document', () => {
  it.each(['nitro-enclave', 'nitro-tpm'] as const)('of a %s is authentic', async (kind) => {
    const world = await makeNitroWorld(kind);
    const { claims, lines } = await examine(world, world.raw, kind);
    expect(lines.filter(({ passed }) => !passed)).toEqual([]);
    expect(claims?.reportData).toEqual(reportDataOfTest);
    expect(claims?.debug).toBe(false);
    expect(claims?.chip).toBe(world.payload['module_id']);
    expect(claims?.platform.document.nonce).toHaveLength(1024);
    expect(claims?.collateralValidUntil).toBe(now + 7200);
  });

  it('may carry the tag of its form', async () => {
    const world = await makeNitroWorld('nitro-enclave');
    const raw = await signDocument(pack(world.payload), world.leaf.key, { tag: 18 });
    expect((await examine(world, raw)).failed).toBeUndefined();
  });

  it('may have a payload without a length, as hypervisors of 2026 write it', async () => {
    const world = await makeNitroWorld('nitro-enclave');
    const { claims } = await examine(
      world,
      await signDocument(unsized(world.payload), world.leaf.key),
    );
    expect(claims?.reportData).toEqual(reportDataOfTest);
  });

  it('of an enclave in debug mode says so', async () => {
    const world = await makeNitroWorld('nitro-enclave');
    for (const index of [0, 1, 2]) {
      const pcrs = new Map(world.payload['pcrs'] as Map<number, Bytes>).set(
        index,
        new Uint8Array(48),
      );
      const raw = await signDocument(pack({ ...world.payload, pcrs }), world.leaf.key);
      expect((await examine(world, raw)).claims?.debug).toBe(true);
    }
  });

  it('from test keys is nothing to the compiled-in root', async () => {
    const world = await makeNitroWorld('nitro-enclave');
    const { claims, fault } = await examineEvidence('nitro-enclave', world.raw, [], {
      crypto,
      at: now,
    });
    expect(claims).toBeUndefined();
    expect(fault?.line.id).toBe('chain-anchor');
  });
});

/** The map with an indefinite length. */
function unsized(payload: Payload, ...more: readonly Bytes[]): Bytes {
  return concatBytes(Uint8Array.of(0xbf), pack(payload).slice(1), ...more, Uint8Array.of(0xff));
}

interface Twist {
  readonly raw?: Bytes;
  readonly at?: number;
  readonly kind?: 'nitro-tpm';
  readonly endorsements?: readonly Bytes[];
}

describe('a Nitro document is refused', () => {
  let world: NitroWorld;
  beforeAll(async () => {
    world = await makeNitroWorld('nitro-enclave');
  });

  const signed = async (payload: Bytes, options?: SignOptions): Promise<Twist> => ({
    raw: await signDocument(payload, world.leaf.key, options),
  });
  const withFields = (changes: Payload) => signed(pack({ ...world.payload, ...changes }));
  const without = (name: string) => {
    const { [name]: _, ...rest } = world.payload;
    return signed(pack(rest));
  };
  const withPcrs = (...pcrs: readonly (readonly [unknown, unknown])[]) =>
    withFields({ pcrs: new Map(pcrs) });
  type Changes = Partial<Parameters<typeof issue>[0]>;
  const withLeaf = async (changes: Changes) => {
    const { name, key } = world.leaf;
    const leaf = await issue({
      name,
      key,
      issuer: world.issuer,
      usages: KeyUsageFlags.digitalSignature,
      ...changes,
    });
    return { raw: await signDocument(pack({ ...world.payload, certificate: leaf.der }), leaf.key) };
  };
  const withIssuer = async (changes: Changes) => {
    const { name, key } = world.issuer;
    const issuer = await issue({ name, key, issuer: world.root, ...authority, ...changes });
    return withFields({ cabundle: [world.root.der, issuer.der] });
  };
  const withRoot = async (changes: Changes) => {
    const { name, key } = world.root;
    const root = await issue({ name, key, ...authority, ...changes });
    return withFields({ cabundle: [root.der, world.issuer.der] });
  };

  const cases: Readonly<Record<string, readonly [line: string, () => Twist | Promise<Twist>]>> = {
    'with endorsements that nobody asked for': [
      'endorsements',
      () => ({ endorsements: [Uint8Array.of(0x30, 0)] }),
    ],
    'that is not CBOR': ['cose', () => ({ raw: world.raw.slice(0, -1) })],
    'followed by other bytes': ['cose', () => ({ raw: concatBytes(world.raw, Uint8Array.of(0)) })],
    'of indefinite length': [
      'cose',
      () => ({ raw: concatBytes(Uint8Array.of(0x9f), world.raw.slice(1), Uint8Array.of(0xff)) }),
    ],
    'of five parts': [
      'cose',
      () => signed(pack(world.payload), { parts: (parts) => [...parts, 1] }),
    ],
    'under another tag': ['cose', () => signed(pack(world.payload), { tag: 17 })],
    'with a critical header': [
      'cose',
      () =>
        signed(pack(world.payload), {
          header: new Map<number, unknown>([
            [1, -35],
            [2, [4]],
          ]),
        }),
    ],
    'with an unprotected header that nobody signed': [
      'cose',
      () =>
        signed(pack(world.payload), {
          parts: ([head, , ...rest]) => [head, new Map([[4, 1]]), ...rest],
        }),
    ],
    'with a length that is not the shortest': [
      'cose',
      () => ({ raw: concatBytes(Uint8Array.of(0x98, 4), world.raw.slice(1)) }),
    ],
    'of the year 10000': ['payload', () => withFields({ timestamp: 253_402_300_800_000 })],
    'without an algorithm': ['cose', () => signed(pack(world.payload), { header: new Map() })],
    'with another algorithm': [
      'algorithm',
      () => signed(pack(world.payload), { header: new Map([[1, -7]]) }),
    ],
    'whose payload is no map': ['payload', () => signed(pack([1]))],
    'whose payload has a key twice': [
      'payload',
      () => {
        const body = pack(world.payload);
        const twice = concatBytes(
          Uint8Array.of((body[0] ?? 0) + 1),
          body.slice(1),
          pack('digest'),
          pack('SHA384'),
        );
        return signed(twice);
      },
    ],
    'whose payload without a length has a key twice': [
      'payload',
      () => signed(unsized(world.payload, pack('digest'), pack('SHA384'))),
    ],
    'whose payload without a length has no end': [
      'payload',
      () => signed(unsized(world.payload).slice(0, -1)),
    ],
    'with an unknown field': ['payload', () => withFields({ other: 1 })],
    'without a module': ['payload', () => without('module_id')],
    'with another digest': ['payload', () => withFields({ digest: 'SHA256' })],
    'of no time': ['payload', () => withFields({ timestamp: 0 })],
    'without measurements': ['payload', () => without('pcrs')],
    'with no measurement': ['payload', () => withPcrs()],
    'with a measurement of 20 bytes': ['payload', () => withPcrs([0, new Uint8Array(20)])],
    'with a measurement beyond 31': ['payload', () => withPcrs([32, new Uint8Array(48)])],
    'with two sets of measurements': [
      'payload',
      () => withFields({ nitrotpm_pcrs: world.payload['pcrs'] }),
    ],
    'with an empty bundle': ['payload', () => withFields({ cabundle: [] })],
    'with a certificate of 1025 bytes': [
      'payload',
      () => withFields({ certificate: new Uint8Array(1025) }),
    ],
    'with a nonce of 1025 bytes': ['payload', () => withFields({ nonce: new Uint8Array(1025) })],
    'of the other kind': ['kind', () => ({ kind: 'nitro-tpm' })],
    'with a certificate that is none': [
      'certificate',
      () => withFields({ certificate: Uint8Array.of(1) }),
    ],
    'with a bundle that is none': ['cabundle', () => withFields({ cabundle: [Uint8Array.of(1)] })],
    'under another root': ['chain-anchor', async () => withRoot({ key: await makeKey(ecdsa384) })],
    'under a root that somebody else issued': [
      'chain-names',
      () => withRoot({ issuer: { name: 'CN=Other', key: world.root.key } }),
    ],
    'after its leaf ran out': ['chain-validity', () => ({ at: now + 7201 })],
    'before its leaf': ['chain-validity', () => ({ at: now - 3601 })],
    'with an unknown critical extension': [
      'chain-critical',
      () => withLeaf({ extensions: [extension('1.2.3.4', Uint8Array.of(5, 0), true)] }),
    ],
    'with an authority that is none': ['chain-authority', () => withIssuer({ isCa: false })],
    'with an authority over more than it may': [
      'chain-authority',
      async () => {
        const key = await makeKey(ecdsa384);
        const between = await issue({
          name: 'CN=between',
          key,
          issuer: world.issuer,
          ...authority,
        });
        const { name } = world.leaf;
        const leaf = await issue({ name, key: world.leaf.key, issuer: between });
        return withFields({
          certificate: leaf.der,
          cabundle: [world.root.der, world.issuer.der, between.der],
        });
      },
    ],
    'with a leaf that its issuer did not sign': [
      'chain-signature',
      async () => withLeaf({ issuer: { name: world.issuer.name, key: await makeKey(ecdsa384) } }),
    ],
    'with a key of another curve': [
      'chain-curve',
      async () => withLeaf({ key: await makeKey(ecdsa256) }),
    ],
    'with a leaf that is no key for signatures': [
      'leaf-usage',
      () => withLeaf({ usages: KeyUsageFlags.keyCertSign }),
    ],
    'changed after it was signed': [
      'signature',
      () => {
        const at = Buffer.from(world.raw).indexOf('SHA384') + 40;
        return { raw: changed(world.raw, at, (world.raw[at] ?? 0) ^ 1) };
      },
    ],
    'signed by another key': [
      'signature',
      async () => ({ raw: await signDocument(pack(world.payload), await makeKey(ecdsa384)) }),
    ],
    'made before its leaf': ['timestamp', () => withFields({ timestamp: (now - 3700) * 1000 })],
    'from the future': ['timestamp', () => withFields({ timestamp: (now + 400) * 1000 })],
  };

  it.each(Object.entries(cases))('%s', async (_, [line, twist]) => {
    const { raw, at, kind, endorsements } = await twist();
    const { failed, claims, lines } = await examine(world, raw, kind, at, endorsements);
    expect(failed).toBe(line);
    expect(claims).toBeUndefined();
    expect(lines.slice(0, -1).every(({ passed }) => passed)).toBe(true);
  });

  it('for every check that there is', async () => {
    const { lines } = await examine(world);
    const covered = new Set(Object.values(cases).map(([line]) => line));
    expect(lines.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it('with any one bit of any byte turned', async () => {
    for (let index = 0; index < world.raw.length; index++) {
      const turned = changed(world.raw, index, (world.raw[index] ?? 0) ^ (1 << (index % 8)));
      const { claims } = await examine(world, turned);
      expect(claims, `byte ${index}`).toBeUndefined();
    }
  }, 120_000);
});
