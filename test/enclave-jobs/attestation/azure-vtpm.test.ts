// Confidential VMs on Azure from test keys: hardware, paravisor and TPM vouch for each other; for
// each check beyond the hardware's own a case that fails because of it alone.

import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, type Bytes } from '#enclave/protocol/index.ts';
import { EvidenceFault, openExamination } from '#enclave/attestation/examination.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import { examineAzureSnp, examineAzureTdx } from '#enclave/attestation/verify/azure-vtpm.ts';
import { examineSnp } from '#enclave/attestation/verify/sev-snp.ts';
import { examineTdx } from '#enclave/attestation/verify/tdx.ts';
import {
  akLeaf,
  azureSnpRaw,
  azureTdxRaw,
  claimsAt,
  dataAt,
  hardwareAt,
  jwkOf,
  machineOfTest,
  makeAzureSnpWorld,
  makeAzureTdxWorld,
  type AzureChanges,
  type AzureSnpWorld,
  type AzureTdxWorld,
} from '../../support/azure-world.ts';
import { changed } from '../../support/bytes.ts';
import { authority } from '../../support/nitro-world.ts';
import { chipId } from '../../support/snp-world.ts';
import {
  ecdsa384,
  extension,
  issue,
  KeyUsageFlags,
  makeKey,
  now,
  rsaPss,
} from '../../support/test-pki.ts';
import { extraDataOfTest, makeTpmKey, makeTpmQuote, pcrsOfTest } from '../../support/tpm-world.ts';

const context = { crypto: webcrypto as Crypto, at: now };
const day = 86_400;

interface Twist {
  readonly raw?: Bytes;
  readonly endorsements?: readonly Bytes[];
  readonly at?: number;
}

/** A world, what turns it, and what it is examined by. */
const kinds = {
  snp: {
    make: makeAzureSnpWorld,
    remake: (world: AzureSnpWorld | AzureTdxWorld, changes: AzureChanges) =>
      azureSnpRaw(world as AzureSnpWorld, changes),
    examine: (
      { anchors }: AzureSnpWorld | AzureTdxWorld,
      raw: Bytes,
      endorsements: readonly Bytes[],
      at: number,
      examination = openExamination(),
    ) =>
      examineAzureSnp(
        raw,
        endorsements,
        { ...context, at, anchors: anchors as AzureSnpWorld['anchors'] },
        examination,
      ),
  },
  tdx: {
    make: makeAzureTdxWorld,
    remake: (world: AzureSnpWorld | AzureTdxWorld, changes: AzureChanges) =>
      azureTdxRaw(world as AzureTdxWorld, changes),
    examine: (
      { anchors }: AzureSnpWorld | AzureTdxWorld,
      raw: Bytes,
      endorsements: readonly Bytes[],
      at: number,
      examination = openExamination(),
    ) =>
      examineAzureTdx(
        raw,
        endorsements,
        { ...context, at, anchors: anchors as AzureTdxWorld['anchors'] },
        examination,
      ),
  },
} as const;
type Kind = keyof typeof kinds;

async function examine(
  kind: Kind,
  world: AzureSnpWorld | AzureTdxWorld,
  { raw = world.raw, endorsements = world.endorsements, at = now }: Twist = {},
) {
  const examination = openExamination();
  const { lines } = examination;
  try {
    const claims = await kinds[kind].examine(world, raw, endorsements, at, examination);
    return { lines, claims, failed: undefined };
  } catch (error) {
    if (!(error instanceof EvidenceFault)) throw error;
    return { lines, claims: undefined, failed: error.line.id };
  }
}

/** The quote with its registers, which is the last part. */
const tpmLength = async ({ key }: AzureSnpWorld | AzureTdxWorld) =>
  (await makeTpmQuote(key)).length;

describe.each(['snp', 'tdx'] as const)('a virtual TPM on %s', (kind) => {
  let world: AzureSnpWorld | AzureTdxWorld;
  beforeAll(async () => {
    world = await kinds[kind].make();
  });
  const remade = async (changes: AzureChanges): Promise<Twist> => ({
    raw: await kinds[kind].remake(world, changes),
  });

  it('is authentic by its hardware, and its quote is what is bound', async () => {
    const { claims, failed } = await examine(kind, world);
    expect(failed).toBeUndefined();
    expect(claims).toMatchObject({
      namedAnchor: undefined,
      debug: false,
      reportData: extraDataOfTest,
      platform: {
        format: `azure-${kind}-vtpm`,
        isCertified: true,
        pcrs: pcrsOfTest,
        vm: { secureBoot: true, console: true, uniqueId: machineOfTest.vmUniqueId },
      },
    });
    if (kind === 'snp') expect(claims?.chip).toBe(Buffer.from(chipId).toString('hex'));
  });

  it('needs no certificate of its key', async () => {
    const { claims, failed } = await examine(kind, world, {
      endorsements: world.hardware.endorsements,
    });
    expect(failed).toBeUndefined();
    expect(claims?.platform.isCertified).toBe(false);
  });

  it('may be of version 1, and in a report as long as it is', async () => {
    const first = await remade({ hcl: (hcl) => changed(hcl, 4, 1) });
    expect((await examine(kind, world, first)).failed).toBeUndefined();
    const length = claimsAt + JSON.stringify(world.claims).length;
    const exact = await remade({ hcl: (hcl) => hcl.slice(0, length) });
    expect((await examine(kind, world, exact)).failed).toBeUndefined();
  });

  it('is refused by the compiled-in anchors', async () => {
    const { fault } = await examineEvidence(
      `azure-${kind}-vtpm`,
      world.raw,
      world.endorsements,
      context,
    );
    expect(fault?.line.id).toBe(kind === 'snp' ? 'chain-anchor' : 'pck-chain-anchor');
  });

  const put = (offset: number, value: number) =>
    remade({ hcl: (hcl) => changed(hcl, offset, value) });
  const withClaims = (change: object) => remade({ claims: { ...world.claims, ...change } });
  const withKey = async (change: object) => {
    const [key, ...more] = world.claims['keys'] as readonly object[];
    return withClaims({ keys: [{ ...key, ...change }, ...more] });
  };
  type Changes = Partial<Parameters<typeof issue>[0]>;
  const certified = (...certificates: readonly { readonly der: Bytes }[]): Twist => ({
    endorsements: [...world.hardware.endorsements, ...certificates.map(({ der }) => der)],
  });
  const withLeaf = async (changes: Changes) => {
    const { root, issuer } = world.ak;
    const key = { algorithm: rsaPss, pair: world.key.pair };
    return certified(await issue({ ...akLeaf, key, issuer, ...changes }), issuer, root);
  };
  const withIssuer = async (changes: Changes) => {
    const { root, issuer, leaf } = world.ak;
    const { name, key } = issuer;
    return certified(
      leaf,
      await issue({ name, key, issuer: root, ...authority, ...changes }),
      root,
    );
  };

  const cases: Readonly<Record<string, readonly [line: string, () => Twist | Promise<Twist>]>> = {
    'cut off': ['container', () => ({ raw: world.raw.slice(0, -1) })],
    'of nothing': ['container', () => ({ raw: new Uint8Array() })],
    'followed by other bytes': [
      'container',
      () => ({ raw: concatBytes(world.raw, Uint8Array.of(0)) }),
    ],
    'whose quote the TPM did not make': [
      'container',
      () => remade({ quote: { magic: 'ff544348' } }),
    ],
    'with another magic': ['hcl', () => put(0, 0x49)],
    'of a later version': ['hcl', () => put(4, 3)],
    'of another size than it says': ['hcl', () => put(8, 0)],
    'of another request': ['hcl', () => put(12, 1)],
    'with a status': ['hcl', () => put(16, 1)],
    'with something reserved': ['hcl', () => put(31, 1)],
    'of other data than it says': ['hcl', () => put(dataAt, 0)],
    'with data of a later version': ['hcl', () => put(dataAt + 4, 2)],
    'about other hardware': ['hcl', () => put(dataAt + 8, kind === 'snp' ? 4 : 2)],
    'by another hash': ['hcl', () => put(dataAt + 12, 2)],
    'with more claims than there are': [
      'hcl',
      () => remade({ hcl: (hcl) => hcl.slice(0, claimsAt + 16) }),
    ],
    'with something behind its claims': [
      'hcl',
      () => remade({ hcl: (hcl) => changed(hcl, hcl.length - 1, 1) }),
    ],
    'with claims that are no JSON': ['hcl', () => remade({ claims: '{"keys":[}' })],
    'without keys': ['hcl', () => withClaims({ keys: undefined })],
    'without a configuration': ['hcl', () => withClaims({ 'vm-configuration': {} })],
    'with claims that the hardware did not hash': [
      'runtime-data',
      () => remade({ reportData: new Uint8Array(64) }),
    ],
    'with more than a hash in the hardware’s data': [
      'runtime-data',
      async () => {
        const { claims } = await examine(kind, world);
        const data = new Uint8Array(64).fill(1);
        const report = claims?.platform.hardware.report.reportData ?? data;
        return remade({ reportData: changed(report, 63, 1) });
      },
    ],
    'without an attestation key': ['attestation-key', () => withClaims({ keys: [] })],
    'with two attestation keys': [
      'attestation-key',
      async () => {
        const key = await jwkOf(world.key, 'HCLAkPub');
        return withClaims({ keys: [key, key] });
      },
    ],
    'with a key of another kind': ['attestation-key', () => withKey({ kty: 'EC' })],
    'with another exponent': ['attestation-key', () => withKey({ e: 'Aw' })],
    'with a short key': ['attestation-key', () => withKey({ n: 'u691' })],
    'with a key in other letters': ['attestation-key', () => withKey({ n: 'u6+1' })],
    'with a key cut off': ['attestation-key', () => withKey({ n: 'u691u' })],
    'with two certificates': [
      'ak-certificate',
      async () => {
        const { root, issuer, leaf } = world.ak;
        const key = { algorithm: rsaPss, pair: world.key.pair };
        const other = await issue({ ...akLeaf, key, issuer, serial: '77' });
        return certified(leaf, other, issuer, root);
      },
    ],
    'with a certificate of another key': [
      'ak-same',
      async () => withLeaf({ key: await makeKey(rsaPss) }),
    ],
    'without the pinned root': ['ak-root', () => certified(world.ak.leaf, world.ak.issuer)],
    'with another certificate of the root’s key': [
      'ak-root',
      async () => {
        const { name, key } = world.ak.root;
        const root = await issue({ name, key, serial: '99', ...authority });
        return certified(world.ak.leaf, world.ak.issuer, root);
      },
    ],
    'with a chain that does not end there': [
      'ak-chain-anchor',
      () => certified(world.ak.leaf, world.ak.root),
    ],
    'with a leaf that ran out': [
      'ak-chain-validity',
      () => withLeaf({ notAfter: new Date((now - day) * 1000) }),
    ],
    'with an unknown critical extension': [
      'ak-chain-critical',
      () => withLeaf({ extensions: [extension('1.2.3.4', Uint8Array.of(5, 0), true)] }),
    ],
    'with an authority that may not certify': [
      'ak-chain-authority',
      () => withIssuer({ usages: KeyUsageFlags.digitalSignature }),
    ],
    'with a leaf that its issuer did not sign': [
      'ak-chain-signature',
      async () =>
        withLeaf({ issuer: { name: world.ak.issuer.name, key: await makeKey(ecdsa384) } }),
    ],
    'with a leaf that is no key for signatures': [
      'ak-usage',
      () => withLeaf({ usages: KeyUsageFlags.keyCertSign }),
    ],
    'signed by another TPM': [
      'signature',
      async () => remade({ quote: { by: await makeTpmKey('RSASSA') } }),
    ],
    'said to be signed by another scheme': [
      'signature',
      () => remade({ quote: { schemeId: 0x16 } }),
    ],
    'said to be signed with another hash': ['signature', () => remade({ quote: { hashId: 0x0c } })],
    'over other registers than it shows': [
      'pcr-digest',
      () =>
        remade({ quote: { registers: [...pcrsOfTest.values()].map((pcr) => changed(pcr, 0, 0)) } }),
    ],
    ...(kind === 'snp'
      ? {
          'whose report is not the paravisor’s': [
            'vmpl',
            () => remade({ report: (report) => report.set([1], 0x30) }),
          ] as const,
        }
      : {
          'with something behind the TD report': ['hcl', () => put(hardwareAt + 1024, 1)] as const,
          ...Object.fromEntries(
            [128, 264, 280, 328, 376, 512, 520, 528, 576, 624, 672, 720, 768, 816, 864].map(
              (offset) => [
                `whose TD report has another byte at ${offset} than the quote`,
                [
                  'td-report',
                  () =>
                    remade({
                      tdReport: (report) => report.set([(report[offset] ?? 0) ^ 1], offset),
                    }),
                ] as const,
              ],
            ),
          ),
        }),
  };

  it.each(Object.entries(cases))('is refused %s', async (_, [line, twist]) => {
    const { failed, claims, lines } = await examine(kind, world, await twist());
    expect(failed).toBe(line);
    expect(claims).toBeUndefined();
    expect(lines.slice(0, -1).every(({ passed }) => passed)).toBe(true);
  });

  it('is refused for every check beyond those of its hardware', async () => {
    const hardware = openExamination();
    if (kind === 'snp') {
      const { raw, endorsements, anchors } = (world as AzureSnpWorld).hardware;
      await examineSnp(raw, endorsements, { ...context, anchors }, hardware);
    } else {
      const { raw, endorsements, anchors } = (world as AzureTdxWorld).hardware;
      await examineTdx(raw, endorsements, { ...context, anchors }, hardware);
    }
    const known = hardware.lines.map(({ id }) => id);
    const { lines } = await examine(kind, world);
    const ids = lines.map(({ id }) => id);
    expect(known.filter((id) => !ids.includes(id))).toEqual([]);
    const covered = Object.values(cases).map(([line]) => line);
    // The chain is put in order by its names: a wrong one leaves it without a root.
    const ordered = ['ak-chain-names'];
    expect(ids.filter((id) => ![...known, ...covered, ...ordered].includes(id))).toEqual([]);
  });

  it('is refused with a bit of the certificate of its key turned', async () => {
    const { der } = world.ak.leaf;
    for (let index = 0; index < der.length; index += 3) {
      const turned = changed(der, index, (der[index] ?? 0) ^ (1 << (index % 8)));
      const endorsements = world.endorsements.map((one) => (one === der ? turned : one));
      const { claims } = await examine(kind, world, { endorsements });
      expect(claims, `byte ${index}`).toBeUndefined();
    }
  }, 60_000);

  it('is refused with any one bit of any byte turned that somebody signs', async () => {
    const { raw } = world;
    const report = 2 + hardwareAt;
    const pem = kind === 'tdx' ? Buffer.from(raw).indexOf('-----BEGIN') : raw.length;
    const quoteEnd = raw.length - (await tpmLength(world));
    // Nobody signs, and nothing reads, of the TD report: type, CPUSVN and hashes, MAC, what
    // TEE_TCB_INFO and TDINFO have beside the quote's fields. In PEM, spaces may be others.
    const isUnsigned = (index: number) =>
      kind === 'tdx' &&
      ((index >= report && index < report + 128) ||
        (index >= report + 192 && index < report + 264) ||
        (index >= report + 384 && index < report + 512) ||
        (index >= report + 912 && index < report + 1024) ||
        (index >= pem && index < quoteEnd));
    for (let index = 0; index < raw.length; index++) {
      if (isUnsigned(index)) continue;
      const turned = changed(raw, index, (raw[index] ?? 0) ^ (1 << (index % 8)));
      const { claims } = await examine(kind, world, {
        raw: turned,
        endorsements: world.hardware.endorsements,
      });
      expect(claims, `byte ${index}`).toBeUndefined();
    }
  }, 240_000);
});
