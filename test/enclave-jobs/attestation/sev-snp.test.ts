// AMD SEV-SNP from test keys: every version, product and key kind is accepted; and for each check a
// case that fails because of it alone.

import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { examineSnp } from '#enclave/attestation/verify/sev-snp.ts';
import { changed } from '../../support/bytes.ts';
import { der, sequence } from '../../support/der.ts';
import { EvidenceFault, openExamination } from '#enclave/attestation/examination.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import {
  blankReport,
  chipId,
  keyExtensions,
  makeSnpWorld,
  reportDataOfTest,
  signReport,
  type SnpOptions,
  type SnpWorld,
} from '../../support/snp-world.ts';
import {
  extension,
  issue,
  KeyUsageFlags,
  makeKey,
  now,
  ecdsa256,
  ecdsa384,
  revocationList,
  rsaPss,
} from '../../support/test-pki.ts';

const crypto = webcrypto as Crypto;
const day = 86_400;

async function examine(
  world: SnpWorld,
  raw = world.raw,
  endorsements = world.endorsements,
  at = now,
) {
  const examination = openExamination();
  const context = { crypto, at, anchors: world.anchors };
  try {
    const claims = await examineSnp(raw, endorsements, context, examination);
    return { claims, lines: examination.lines, failed: undefined, code: undefined };
  } catch (fault) {
    if (!(fault instanceof EvidenceFault)) throw fault;
    return { claims: undefined, lines: examination.lines, failed: fault.line.id, code: fault.code };
  }
}

const kinds: readonly SnpOptions[] = [
  { version: 2, product: 'Milan', kind: 'VCEK' },
  { version: 3, product: 'Milan', kind: 'VLEK' },
  { version: 3, product: 'Genoa', kind: 'VCEK' },
  { version: 4, product: 'Genoa', kind: 'VLEK' },
  { version: 5, product: 'Turin', kind: 'VCEK' },
];

describe('SEV-SNP evidence', () => {
  it.each(kinds)('of version $version by a $product $kind is authentic', async (options) => {
    const world = await makeSnpWorld(options);
    const { claims, lines } = await examine(world);
    expect(lines.every(({ passed }) => passed)).toBe(true);
    expect(claims?.reportData).toEqual(reportDataOfTest);
    expect(claims?.debug).toBe(false);
    expect(claims?.platform.product).toBe(options.product);
    expect(claims?.platform.report.signingKey).toBe(options.kind);
    expect(claims?.platform.reportedTcb.fmc).toBe(options.product === 'Turin' ? 1 : undefined);
    expect(claims?.collateralIssued).toBe(now - 10 * day);
    expect(claims?.collateralValidUntil).toBe(now + 10 * day);
    expect(claims?.platform.cloud).toBe(options.kind === 'VLEK' ? 'Cloud of tests' : undefined);
  });

  it('from test keys is nothing to the compiled-in roots', async () => {
    const world = await makeSnpWorld({ version: 3, product: 'Milan', kind: 'VCEK' });
    const { claims, fault } = await examineEvidence('sev-snp', world.raw, world.endorsements, {
      crypto,
      at: now,
    });
    expect(claims).toBeUndefined();
    expect(fault?.line.id).toBe('chain-anchor');
  });
});

describe('SEV-SNP endorsements', () => {
  let world: SnpWorld;
  beforeAll(async () => {
    world = await makeSnpWorld({ version: 3, product: 'Milan', kind: 'VCEK' });
  });
  const pem = (der: Bytes) =>
    utf8(
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`,
    );
  const past = new Date((now - 1) * 1000);

  it('may come twice, in either form, with keys of another kind beside them', async () => {
    const other = await world.reissue({ name: 'CN=SEV-VLEK, O=Advanced Micro Devices' });
    const more = [pem(world.leaf.der), world.root.der, other.der];
    expect(
      (await examine(world, world.raw, [...world.endorsements, ...more])).failed,
    ).toBeUndefined();
  });

  it('may hold an older list or a namesake of the root before the right one', async () => {
    const old = await revocationList(world.root, { nextUpdate: past });
    const namesake = await issue({ name: world.root.name, key: await makeKey(rsaPss), isCa: true });
    const { claims } = await examine(world, world.raw, [old, namesake.der, ...world.endorsements]);
    expect(claims?.collateralValidUntil).toBe(now + 10 * day);
    expect(claims?.collateralIssued).toBe(now - 10 * day);
  });

  it('may hold the authority of before its renewal', async () => {
    const { name } = world.authority;
    const before = await issue({
      name,
      key: await makeKey(rsaPss),
      issuer: world.root,
      isCa: true,
    });
    expect(
      (await examine(world, world.raw, [before.der, ...world.endorsements])).failed,
    ).toBeUndefined();
  });

  it('are refused if any list that counts revokes', async () => {
    const second = await revocationList(world.root, { revoked: ['010001'] });
    for (const endorsements of [
      [...world.endorsements, second],
      [second, ...world.endorsements],
    ]) {
      expect((await examine(world, world.raw, endorsements)).failed).toBe('crl-revoked');
    }
  });

  it('are refused with an element more than a certificate has', async () => {
    const more = (outer: Bytes) => {
      const content = concatBytes(outer.slice(4), Uint8Array.of(5, 0));
      return concatBytes(
        Uint8Array.of(0x30, 0x82, content.length >> 8, content.length & 255),
        content,
      );
    };
    for (const one of [world.root.der, world.list]) {
      expect(one[1]).toBe(0x82);
      const endorsements = world.endorsements.map((same) => (same === one ? more(one) : same));
      expect((await examine(world, world.raw, endorsements)).failed).toBe('endorsements');
    }
  });

  it('of absurd length are refused and not fallen over', async () => {
    const time = der(0x17, new Uint8Array(300_000).fill(0x30));
    const [version, serial] = [Uint8Array.of(0xa0, 3, 2, 1, 2), Uint8Array.of(2, 1, 1)];
    const body = sequence(
      version,
      serial,
      sequence(),
      sequence(),
      sequence(time, time),
      sequence(),
      sequence(),
    );
    const absurd = sequence(body, sequence(), Uint8Array.of(3, 1, 0));
    expect((await examine(world, world.raw, [absurd])).failed).toBe('endorsements');
  });

  it('and report are left as they were', async () => {
    const raw = Buffer.from(world.raw) as Bytes;
    expect((await examine(world, raw)).failed).toBeUndefined();
    expect((await examine(world, raw)).failed).toBeUndefined();
  });
});

interface Twist {
  readonly raw?: Bytes;
  readonly endorsements?: readonly Bytes[];
  readonly at?: number;
}

describe('SEV-SNP evidence is refused', () => {
  let world: SnpWorld;
  const options: SnpOptions = { version: 3, product: 'Milan', kind: 'VCEK' };
  beforeAll(async () => {
    world = await makeSnpWorld(options);
  });

  /** The report with other bytes, signed again: nothing but the bytes is wrong. */
  const resigned = async (change: (report: Bytes) => void): Promise<Twist> => {
    const report = blankReport(options);
    change(report);
    return { raw: await signReport(report, world.leaf.key) };
  };
  const withLeaf = async (changes: Parameters<SnpWorld['reissue']>[0]): Promise<Twist> => {
    const { authority, root, list } = world;
    const leaf = await world.reissue(changes);
    return { endorsements: [leaf.der, authority.der, root.der, list] };
  };
  const withList = (list: Bytes): Twist => {
    const { leaf, authority, root } = world;
    return { endorsements: [leaf.der, authority.der, root.der, list] };
  };
  const withAuthority = async (changes: object): Promise<Twist> => {
    const { authority: before, root, list, reissue } = world;
    const usages = KeyUsageFlags.keyCertSign;
    const { name, key } = before;
    const authority = await issue({
      name,
      key,
      issuer: root,
      isCa: true,
      pathLength: 0,
      usages,
      ...changes,
    });
    const leaf = await reissue({ issuer: authority });
    return { endorsements: [leaf.der, authority.der, root.der, list] };
  };
  const swapped = (list: readonly Bytes[], from: Bytes, to: readonly Bytes[]) =>
    list.flatMap((one) => (one === from ? to : [one]));

  const cases: Readonly<Record<string, readonly [line: string, () => Twist | Promise<Twist>]>> = {
    'cut short': ['report', () => ({ raw: world.raw.slice(0, 1183) })],
    'too long': ['report', () => ({ raw: Uint8Array.of(...world.raw, 0) })],
    'of version 1': ['report', () => resigned((report) => report.set([1], 0))],
    'of version 6': ['report', () => resigned((report) => report.set([6], 0))],
    'with another algorithm': ['report', () => resigned((report) => report.set([2], 0x34))],
    'without the policy bit that is always one': [
      'report',
      () => resigned((report) => report.set([1], 10)),
    ],
    'with reserved bytes in use': ['report', () => resigned((report) => report.set([1], 0x4c))],
    'with bytes of a later version': ['report', () => resigned((report) => report.set([1], 0x1f8))],
    'with a signature of more than 48 bytes': [
      'report',
      () => ({ raw: changed(world.raw, 0x2a0 + 50, 1) }),
    ],
    'with a signature of zero': [
      'report',
      () => ({ raw: world.raw.slice().fill(0, 0x2a0, 0x2a0 + 48) }),
    ],
    'with bytes behind the signature': ['report', () => ({ raw: changed(world.raw, 1183, 1) })],
    'signed by no key': ['report', () => resigned((report) => report.set([7 << 2], 0x48))],
    'with unknown flags': ['report', () => resigned((report) => report.set([0x20], 0x48))],
    'of a processor that is not known': [
      'report',
      () => resigned((report) => report.set([0x17], 0x188)),
    ],
    'with an endorsement that is neither certificate nor list': [
      'endorsements',
      () => ({ endorsements: [...world.endorsements, Uint8Array.of(0x30, 0)] }),
    ],
    'without endorsements': ['key-certificate', () => ({ endorsements: [] })],
    'with two chip keys': [
      'key-certificate',
      async () => ({ endorsements: [...world.endorsements, (await world.reissue({})).der] }),
    ],
    'of a product that is not known': [
      'key-extensions',
      () =>
        withLeaf({
          extensions: keyExtensions(options, {
            '2': Uint8Array.of(0x16, 4, ...Buffer.from('Rome')),
          }),
        }),
    ],
    'with a certificate that leaves out a version': [
      'key-extensions',
      () => withLeaf({ extensions: keyExtensions(options, { '3.8': new Uint8Array() }) }),
    ],
    'with a version that is no byte': [
      'key-extensions',
      () => withLeaf({ extensions: keyExtensions(options, { '3.8': Uint8Array.of(2, 2, 1, 0) }) }),
    ],
    'with a hardware id of the wrong length': [
      'key-extensions',
      () => withLeaf({ extensions: keyExtensions(options, { '4': chipId.slice(0, 63) }) }),
    ],
    'signed by the other kind of key': [
      'signing-key',
      () => resigned((report) => report.set([4], 0x48)),
    ],
    'of another product than its certificate': [
      'product',
      () => resigned((report) => report.set([0x19, 0x11], 0x188)),
    ],
    'under an authority of the other kind': [
      'chain-members',
      () => withAuthority({ name: 'CN=SEV-VLEK-Milan, O=Advanced Micro Devices' }),
    ],
    'without the authority': [
      'chain-members',
      () => ({ endorsements: swapped(world.endorsements, world.authority.der, []) }),
    ],
    'without the root': [
      'chain-members',
      () => ({ endorsements: swapped(world.endorsements, world.root.der, []) }),
    ],
    'with a root of the same name and another key': [
      'chain-anchor',
      async () => {
        const key = await makeKey(world.root.key.algorithm);
        const root = await issue({ name: world.root.name, key, isCa: true });
        return { endorsements: swapped(world.endorsements, world.root.der, [root.der]) };
      },
    ],
    'with a root that somebody else issued': [
      'chain-names',
      async () => {
        const { name, key } = world.root;
        const root = await issue({ name, key, issuer: { name: 'CN=Other', key }, isCa: true });
        return { endorsements: swapped(world.endorsements, world.root.der, [root.der]) };
      },
    ],
    'before its certificates': ['chain-validity', () => ({ at: now - 40 * day })],
    'after its certificates': ['chain-validity', () => ({ at: now + 40 * day })],
    'with a key certificate that ran out': [
      'chain-validity',
      () => withLeaf({ notAfter: new Date((now - 1) * 1000) }),
    ],
    'with an unknown critical extension': [
      'chain-critical',
      () =>
        withLeaf({
          extensions: [...keyExtensions(options), extension('1.2.3.4', Uint8Array.of(5, 0), true)],
        }),
    ],
    'with an authority that is none': [
      'chain-authority',
      () => withAuthority({ isCa: false, pathLength: undefined }),
    ],
    'with an authority that does not say what it is': [
      'chain-authority',
      () => withAuthority({ isCa: undefined }),
    ],
    'with an authority that may not sign certificates': [
      'chain-authority',
      () => withAuthority({ usages: KeyUsageFlags.digitalSignature }),
    ],
    'with a chip key that its authority did not sign': [
      'chain-signature',
      async () =>
        withLeaf({
          issuer: { name: world.authority.name, key: await makeKey(world.authority.key.algorithm) },
        }),
    ],
    'with an authority that its root did not sign': [
      'chain-signature',
      async () =>
        withAuthority({
          issuer: { name: world.root.name, key: await makeKey(world.root.key.algorithm) },
        }),
    ],
    'without a revocation list': [
      'crl-issuer',
      () => ({ endorsements: world.endorsements.slice(0, 3) }),
    ],
    'with a list of another issuer': [
      'crl-issuer',
      async () => withList(await revocationList(world.authority)),
    ],
    'with a list that ran out': [
      'crl-validity',
      async () =>
        withList(await revocationList(world.root, { nextUpdate: new Date((now - 1) * 1000) })),
    ],
    'with a list from tomorrow': [
      'crl-validity',
      async () =>
        withList(await revocationList(world.root, { thisUpdate: new Date((now + day) * 1000) })),
    ],
    'with a list that its issuer did not sign': [
      'crl-signature',
      async () => withList(await revocationList(world.root, { key: world.authority.key })),
    ],
    'with an authority that was revoked': [
      'crl-revoked',
      async () => withList(await revocationList(world.root, { revoked: ['010001'] })),
    ],
    'of other firmware than the key was made for': [
      'tcb-extension',
      () => resigned((report) => report.set([4], 0x180)),
    ],
    'of another chip': ['chip-id', () => resigned((report) => report.set([0xee], 0x1a0))],
    'of a chip that does not say which it is': [
      'chip-id',
      () => resigned((report) => report.fill(0, 0x1a0, 0x1e0)),
    ],
    'whose chip key is masked': ['chip-id', () => resigned((report) => report.set([2], 0x48))],
    'changed after it was signed': [
      'report-signature',
      () => ({ raw: changed(world.raw, 0x90, 0) }),
    ],
    'signed by another key': [
      'report-signature',
      async () => ({ raw: await signReport(blankReport(options), await makeKey(ecdsa384)) }),
    ],
    'certified for a key of another curve': [
      'report-signature',
      async () => withLeaf({ key: await makeKey(ecdsa256) }),
    ],
  };

  it.each(Object.entries(cases))('%s', async (_, [line, twist]) => {
    const { raw, endorsements, at } = await twist();
    const { failed, claims, lines } = await examine(world, raw, endorsements, at);
    expect(failed).toBe(line);
    expect(claims).toBeUndefined();
    // Everything before the line passed: it is this check that refuses.
    expect(lines.slice(0, -1).every(({ passed }) => passed)).toBe(true);
  });

  it('for every check that there is', async () => {
    const { lines } = await examine(world);
    const covered = new Set(Object.values(cases).map(([line]) => line));
    expect(lines.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it('with a bit of any certificate or list turned, without falling over it', async () => {
    const examined = async (endorsements: readonly Bytes[]) =>
      (await examine(world, world.raw, endorsements)).claims;
    for (const [place, der] of world.endorsements.entries()) {
      if (der[0] !== 0x30) continue;
      for (let index = place; index < der.length; index += 3) {
        const turned = changed(der, index, (der[index] ?? 0) ^ (1 << (index % 8)));
        const endorsements = world.endorsements.map((one) => (one === der ? turned : one));
        expect(await examined(endorsements), `endorsement ${place}, byte ${index}`).toBeUndefined();
      }
    }
  }, 60_000);

  it('with any one bit of any byte turned', async () => {
    for (let index = 0; index < world.raw.length; index++) {
      const turned = changed(world.raw, index, (world.raw[index] ?? 0) ^ (1 << (index % 8)));
      const { claims } = await examine(world, turned);
      expect(claims, `byte ${index}`).toBeUndefined();
    }
  });
});
