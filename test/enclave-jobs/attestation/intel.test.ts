// Intel SGX and TDX from test keys: every form of quote is accepted; for each check a case that
// fails because of it alone; and how levels become a status.

import { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { EvidenceFault, openExamination } from '#enclave/attestation/examination.ts';
import { examineEvidence } from '#enclave/attestation/index.ts';
import { examineSgx } from '#enclave/attestation/verify/sgx-dcap.ts';
import { examineTdx } from '#enclave/attestation/verify/tdx.ts';
import { changed } from '../../support/bytes.ts';
import {
  componentsOfTest,
  goodQeReport,
  isTdx,
  lowered,
  makeIntelWorld,
  makeQuote,
  pckExtension,
  qeIdentityOf,
  reportDataOfTest,
  statementOf,
  tcbInfoOf,
  teeTcbSvnOfTest,
  type IntelWorld,
  type QuoteKind,
  type QuoteParts,
  type TcbLevelSpec,
} from '../../support/intel-world.ts';
import {
  extension,
  issue,
  KeyUsageFlags,
  makeKey,
  now,
  revocationList,
  ecdsa256,
  type TestKey,
} from '../../support/test-pki.ts';

const crypto = webcrypto as Crypto;
const day = 86_400;
const sgx = '1.2.840.113741.1.13.1';

async function examine(
  world: IntelWorld,
  raw = world.raw,
  endorsements = world.endorsements,
  at = now,
) {
  const examination = openExamination();
  const context = { crypto, at, anchors: world.anchors };
  const { lines } = examination;
  try {
    const claims = isTdx(world.kind)
      ? await examineTdx(raw, endorsements, context, examination)
      : await examineSgx(raw, endorsements, context, examination);
    return { claims, lines, failed: undefined };
  } catch (fault) {
    if (!(fault instanceof EvidenceFault)) throw fault;
    return { claims: undefined, lines, failed: fault.line.id };
  }
}

const kinds: readonly QuoteKind[] = ['sgx3', 'sgx4', 'sgx5', 'tdx4', 'tdx5-10', 'tdx5-15'];

describe('an Intel quote', () => {
  it.each(kinds)('of the form %s is authentic', async (kind) => {
    const world = await makeIntelWorld(kind);
    const { claims, lines } = await examine(world);
    expect(lines.filter(({ passed }) => !passed)).toEqual([]);
    expect(claims?.reportData).toEqual(reportDataOfTest);
    expect(claims?.debug).toBe(false);
    expect(claims?.chip).toBe('77'.repeat(16));
    expect(claims?.platform.tcb).toEqual({
      status: 'UpToDate',
      advisories: [],
      date: now - 60 * day,
      evaluationDataNumber: 17,
    });
    expect(claims?.collateralIssued).toBe(now - 10 * day);
    expect(claims?.collateralValidUntil).toBe(now + 10 * day);
  });

  it('may be padded with zeros, and its chain may come in any order', async () => {
    const world = await makeIntelWorld('tdx4');
    const { pck, platformCa, root, parts } = world;
    const raw = await makeQuote({ ...parts, padding: 70, chain: [pck, root, platformCa] });
    expect((await examine(world, raw)).failed).toBeUndefined();
  });

  it('from test keys is nothing to the compiled-in root', async () => {
    for (const [format, kind] of [
      ['sgx-dcap', 'sgx3'],
      ['tdx', 'tdx4'],
    ] as const) {
      const world = await makeIntelWorld(kind);
      const context = { crypto, at: now };
      const { claims, fault } = await examineEvidence(
        format,
        world.raw,
        world.endorsements,
        context,
      );
      expect(claims).toBeUndefined();
      expect(fault?.line.id).toBe('pck-chain-anchor');
    }
  });

  it.each([
    ['sgx3', 48 + 48, 0x17],
    ['tdx4', 48 + 120, 0x01],
  ] as const)('of the form %s says whether it can be debugged', async (kind, offset, bits) => {
    const world = await makeIntelWorld(kind);
    const body = changed(world.parts.body, offset - 48, bits);
    const { claims } = await examine(world, await makeQuote({ ...world.parts, body }));
    expect(claims?.debug).toBe(true);
  });
});

interface Twist {
  readonly raw?: Bytes;
  readonly endorsements?: readonly Bytes[];
  readonly at?: number;
}

describe.each(['sgx3', 'tdx5-15'] as const)('a quote of the form %s is refused', (kind) => {
  let world: IntelWorld;
  beforeAll(async () => {
    world = await makeIntelWorld(kind);
  });
  const forTdx = isTdx(kind);

  const quoteWith = async (changes: Partial<QuoteParts>): Promise<Twist> => ({
    raw: await makeQuote({ ...world.parts, ...changes }),
  });
  const swap = (from: Bytes, ...to: readonly Bytes[]): Twist => ({
    endorsements: world.endorsements.flatMap((one) => (one === from ? to : [one])),
  });
  const withInfo = async (changes: object, key?: TestKey): Promise<Twist> =>
    swap(
      world.tcbInfo,
      await statementOf('tcbInfo', { ...tcbInfoOf(forTdx), ...changes }, key ?? world.signer.key),
    );
  const withIdentity = async (changes: object, key?: TestKey): Promise<Twist> =>
    swap(
      world.qeIdentity,
      await statementOf(
        'enclaveIdentity',
        { ...qeIdentityOf(forTdx), ...changes },
        key ?? world.signer.key,
      ),
    );
  const withPck = async (changes: Parameters<IntelWorld['reissuePck']>[0]): Promise<Twist> =>
    quoteWith({ chain: [await world.reissuePck(changes), world.platformCa, world.root] });
  const withQe = (change: (report: Bytes) => void): Promise<Twist> =>
    quoteWith({
      qeReport: (reportData) => {
        const report = goodQeReport(reportData);
        change(report);
        return report;
      },
    });
  const date = (seconds: number) => new Date(seconds * 1000).toISOString();
  const header = (index: number, value: number) =>
    quoteWith({ header: changed(world.parts.header, index, value) });

  type Case = readonly [line: string, twist: () => Twist | Promise<Twist>];
  const cases: Readonly<Record<string, Case>> = {
    'cut short': ['quote', () => ({ raw: world.raw.slice(0, -1) })],
    'followed by other bytes': ['quote', () => ({ raw: Uint8Array.of(...world.raw, 1) })],
    'of version 2': ['quote', () => header(0, 2)],
    'with another kind of key': ['quote', () => header(2, 3)],
    'of another TEE type': ['quote', () => header(4, 0x82)],
    'of another vendor': ['quote', () => header(12, 0)],
    'with certification data of another type': ['quote', () => quoteWith({ certificationType: 4 })],
    'with reserved bytes of the quoting enclave in use': [
      'quote',
      () => withQe((report) => report.set([1], 20)),
    ],
    'with a chain that is no PEM': [
      'pck-certificates',
      () => {
        const at = Buffer.from(world.raw).lastIndexOf('-----BEGIN');
        return { raw: changed(world.raw, at + 3, 0x5f) };
      },
    ],
    'with an endorsement that is nothing known': [
      'endorsements',
      () => ({ endorsements: [...world.endorsements, Uint8Array.of(0x30, 0)] }),
    ],
    'with a statement that is nothing known': [
      'statements',
      () => ({ endorsements: [...world.endorsements, utf8('{"other":{}}')] }),
    ],
    'with a TCB info of version 2': ['statements', () => withInfo({ version: 2 })],
    'with a TCB info of an unknown status': [
      'statements',
      () =>
        withInfo({
          tcbLevels: [{ ...(tcbInfoOf(forTdx)['tcbLevels'] as object[])[0], tcbStatus: 'Fine' }],
        }),
    ],
    'with a TCB info that names its PCE twice, signed as it is': [
      'statements',
      async () => {
        const twice = (text: string) => text.replace('"pceId":', '"pceId":"ffff","pceId":');
        return swap(
          world.tcbInfo,
          await statementOf('tcbInfo', tcbInfoOf(forTdx), world.signer.key, twice),
        );
      },
    ],
    'without a TCB info': ['tcb-info', () => swap(world.tcbInfo)],
    'with two TCB infos': ['tcb-info', () => swap(world.tcbInfo, world.tcbInfo, world.tcbInfo)],
    'without a QE identity': ['qe-identity', () => swap(world.qeIdentity)],
    'with a PCK of another name': [
      'pck-chain-members',
      () => withPck({ name: 'CN=Another Certificate' }),
    ],
    'with a chain that lacks its authority': [
      'pck-chain-members',
      () => quoteWith({ chain: [world.pck, world.root] }),
    ],
    'under another root': [
      'pck-chain-anchor',
      async () => {
        const root = await issue({
          name: world.root.name,
          key: await makeKey(ecdsa256),
          isCa: true,
        });
        return quoteWith({ chain: [world.pck, world.platformCa, root] });
      },
    ],
    'with a root that somebody else issued': [
      'pck-chain-names',
      async () => {
        const { name, key } = world.root;
        const root = await issue({ name, key, issuer: { name: 'CN=Other', key }, isCa: true });
        return quoteWith({ chain: [world.pck, world.platformCa, root] });
      },
    ],
    'with a PCK that ran out': [
      'pck-chain-validity',
      () => withPck({ notAfter: new Date((now - 1) * 1000) }),
    ],
    'with a PCK that is to be understood and is not': [
      'pck-chain-critical',
      () =>
        withPck({
          extensions: [
            extension(sgx, pckExtension()),
            extension('1.2.3.4', Uint8Array.of(5, 0), true),
          ],
        }),
    ],
    'with an authority that is none': [
      'pck-chain-authority',
      async () => {
        const { name, key } = world.platformCa;
        const ca = await issue({ name, key, issuer: world.root, isCa: false });
        return quoteWith({ chain: [world.pck, ca, world.root] });
      },
    ],
    'with a PCK that its authority did not sign': [
      'pck-chain-signature',
      async () =>
        withPck({ issuer: { name: world.platformCa.name, key: await makeKey(ecdsa256) } }),
    ],
    'without the root’s list': ['root-crl-issuer', () => swap(world.rootList)],
    'with a list of the root that ran out': [
      'root-crl-validity',
      async () =>
        swap(
          world.rootList,
          await revocationList(world.root, { nextUpdate: new Date((now - 1) * 1000) }),
        ),
    ],
    'with a list that the root did not sign': [
      'root-crl-signature',
      async () => swap(world.rootList, await revocationList(world.root, { key: world.signer.key })),
    ],
    'with an authority that was revoked': [
      'root-crl-revoked',
      async () => swap(world.rootList, await revocationList(world.root, { revoked: ['0a01'] })),
    ],
    'without the authority’s list': ['pck-crl-issuer', () => swap(world.pckList)],
    'with a list of the authority that ran out': [
      'pck-crl-validity',
      async () =>
        swap(
          world.pckList,
          await revocationList(world.platformCa, { nextUpdate: new Date((now - 1) * 1000) }),
        ),
    ],
    'with a list that the authority did not sign': [
      'pck-crl-signature',
      async () =>
        swap(world.pckList, await revocationList(world.platformCa, { key: world.root.key })),
    ],
    'with a PCK that was revoked': [
      'pck-crl-revoked',
      async () =>
        swap(world.pckList, await revocationList(world.platformCa, { revoked: ['0b01'] })),
    ],
    'without the signer of the collateral': ['tcb-chain-members', () => swap(world.signer.der)],
    'with collateral under another root': [
      'tcb-chain-anchor',
      async () => {
        const root = await issue({
          name: world.root.name,
          key: await makeKey(ecdsa256),
          isCa: true,
        });
        return swap(world.root.der, root.der);
      },
    ],
    'with collateral whose root somebody else issued': [
      'tcb-chain-names',
      async () => {
        const { name, key } = world.root;
        const root = await issue({ name, key, issuer: { name: 'CN=Other', key }, isCa: true });
        return swap(world.root.der, root.der);
      },
    ],
    'with a signer that ran out': [
      'tcb-chain-validity',
      async () => {
        const { name, key } = world.signer;
        const notAfter = new Date((now - 1) * 1000);
        return swap(
          world.signer.der,
          (await issue({ name, key, issuer: world.root, notAfter })).der,
        );
      },
    ],
    'with a signer that is to be understood and is not': [
      'tcb-chain-critical',
      async () => {
        const { name, key } = world.signer;
        const extensions = [extension('1.2.3.4', Uint8Array.of(5, 0), true)];
        return swap(
          world.signer.der,
          (await issue({ name, key, issuer: world.root, extensions })).der,
        );
      },
    ],
    'with collateral under a root that may not sign certificates': [
      'tcb-chain-authority',
      async () => {
        const { name, key } = world.root;
        const root = await issue({ name, key, isCa: true, usages: KeyUsageFlags.cRLSign });
        return swap(world.root.der, root.der);
      },
    ],
    'with a signer that the root did not sign': [
      'tcb-chain-signature',
      async () => {
        const { name, key } = world.signer;
        const issuer = { name: world.root.name, key: await makeKey(ecdsa256) };
        return swap(world.signer.der, (await issue({ name, key, issuer })).der);
      },
    ],
    'with a signer that was revoked': [
      'tcb-crl-revoked',
      async () => swap(world.rootList, await revocationList(world.root, { revoked: ['0c01'] })),
    ],
    'with a TCB info that ran out': [
      'tcb-info-validity',
      () => withInfo({ nextUpdate: date(now - 1) }),
    ],
    'with a TCB info from tomorrow': [
      'tcb-info-validity',
      () => withInfo({ issueDate: date(now + day) }),
    ],
    'with a TCB info that its signer did not sign': [
      'tcb-info-signature',
      () => withInfo({}, world.root.key),
    ],
    'with a TCB info that was changed': [
      'tcb-info-signature',
      () =>
        swap(world.tcbInfo, utf8(fromUtf8(world.tcbInfo).replace('"tcbType":0', '"tcbType": 0'))),
    ],
    'with a QE identity that ran out': [
      'qe-identity-validity',
      () => withIdentity({ nextUpdate: date(now - 1) }),
    ],
    'with a QE identity that its signer did not sign': [
      'qe-identity-signature',
      () => withIdentity({}, world.root.key),
    ],
    'with a TCB info of the other TEE': [
      'tcb-info-id',
      () => withInfo({ id: forTdx ? 'SGX' : 'TDX' }),
    ],
    'with an identity of the other quoting enclave': [
      'qe-identity-id',
      () => withIdentity({ id: forTdx ? 'QE' : 'TD_QE' }),
    ],
    'with a PCK that says nothing of its platform': [
      'pck-extension',
      () => withPck({ extensions: [] }),
    ],
    'with a PCK that lacks a component': [
      'pck-extension',
      () => withPck({ extensions: [extension(sgx, pckExtension(componentsOfTest.slice(0, 15)))] }),
    ],
    'with a TCB info of other machines': ['fmspc', () => withInfo({ fmspc: '00906ed50001' })],
    'with a TCB info of another PCE': ['pce-id', () => withInfo({ pceId: '0001' })],
    'whose quoting enclave the PCK did not sign': [
      'qe-signature',
      async () => quoteWith({ pckKey: await makeKey(ecdsa256) }),
    ],
    'whose attestation key the quoting enclave did not name': [
      'qe-report-data',
      () => withQe((report) => report.set([1], 320)),
    ],
    'with other features of the quoting enclave': [
      'qe-miscselect',
      () => withQe((report) => report.set([1], 16)),
    ],
    'with a quoting enclave in debug mode': [
      'qe-attributes',
      () => withQe((report) => report.set([0x17], 48)),
    ],
    'with a quoting enclave of another signer': [
      'qe-mrsigner',
      () => withQe((report) => report.set([1], 128)),
    ],
    'with another enclave of Intel': ['qe-prodid', () => withQe((report) => report.set([2], 256))],
    'with a quoting enclave below all levels': [
      'qe-level',
      () => withQe((report) => report.set([5], 258)),
    ],
    'changed after it was signed': ['quote-signature', () => ({ raw: changed(world.raw, 30, 1) })],
    'on a platform below all levels': [
      'tcb-level',
      () =>
        withPck({ extensions: [extension(sgx, pckExtension(lowered(componentsOfTest, 0, 2)))] }),
    ],
    'with a quoting enclave that is revoked': [
      'tcb-status',
      () =>
        withIdentity({
          tcbLevels: [{ tcb: { isvsvn: 1 }, tcbDate: date(now), tcbStatus: 'Revoked' }],
        }),
    ],
    'on a platform that is revoked': [
      'tcb-status',
      async () => withInfo(tcbInfoOf(forTdx, [{ sgx: componentsOfTest, status: 'Revoked' }])),
    ],
  };

  it.each(Object.entries(cases))('%s', async (_, [line, twist]) => {
    const { raw, endorsements, at } = await twist();
    const { failed, claims, lines } = await examine(world, raw, endorsements, at);
    expect(failed).toBe(line);
    expect(claims).toBeUndefined();
    expect(lines.slice(0, -1).every(({ passed }) => passed)).toBe(true);
  });

  it('for every check that there is', async () => {
    const { lines } = await examine(world);
    const covered = new Set(Object.values(cases).map(([line]) => line));
    // The same list as above: its own lines cannot fail apart. `tee` and the module have tests of
    // their own.
    const elsewhere = /^(tcb-crl-(issuer|validity|signature)|tee|module-.*|current-level)$/;
    const open = lines.map(({ id }) => id).filter((id) => !covered.has(id) && !elsewhere.test(id));
    expect(open).toEqual([]);
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

  it('with any one bit of any byte turned, but for the spaces of its PEM', async () => {
    const pemFrom = Buffer.from(world.raw).indexOf('-----BEGIN');
    for (let index = 0; index < pemFrom; index++) {
      const turned = changed(world.raw, index, (world.raw[index] ?? 0) ^ (1 << (index % 8)));
      const { claims } = await examine(world, turned);
      expect(claims, `byte ${index}`).toBeUndefined();
    }
  }, 120_000);
});

describe('a quote about the other TEE', () => {
  it.each([
    ['sgx3', 'tdx4'],
    ['tdx4', 'sgx4'],
  ] as const)('is no evidence of this one: %s', async (kind, other) => {
    const world = await makeIntelWorld(kind);
    const foreign = await makeIntelWorld(other);
    expect((await examine(world, foreign.raw)).failed).toBe('tee');
  });
});

describe('the module of a trust domain', () => {
  let world: IntelWorld;
  beforeAll(async () => {
    world = await makeIntelWorld('tdx5-15');
  });
  const withBody = async (change: (body: Bytes) => void) => {
    const body = world.parts.body.slice();
    change(body);
    return examine(world, await makeQuote({ ...world.parts, body }));
  };

  it('is refused when nobody at Intel knows it, signed it or supports it', async () => {
    expect((await withBody((body) => body.set([9], 1))).failed).toBe('module-identity');
    expect((await withBody((body) => body.set([1], 64))).failed).toBe('module-mrsigner');
    expect((await withBody((body) => body.set([1], 112))).failed).toBe('module-attributes');
    expect((await withBody((body) => body.set([1], 0))).failed).toBe('module-level');
  });

  it('of before version 1 is judged with the platform', async () => {
    const old = [3, 0, ...teeTcbSvnOfTest.slice(2)];
    const level: TcbLevelSpec = { sgx: componentsOfTest, tdx: old, status: 'UpToDate' };
    const info = await statementOf('tcbInfo', tcbInfoOf(true, [level]), world.signer.key);
    const endorsements = world.endorsements.map((one) => (one === world.tcbInfo ? info : one));
    const statusWith = async (svn: readonly number[]) => {
      const body = world.parts.body.slice();
      body.set(svn, 0);
      const { claims, failed } = await examine(
        world,
        await makeQuote({ ...world.parts, body }),
        endorsements,
      );
      return claims?.platform.tcb.status ?? failed;
    };
    expect(await statusWith(old)).toBe('UpToDate');
    expect(await statusWith(lowered(old, 0))).toBe('tcb-level');
  });

  it('that is out of date makes the whole out of date, with its advisories', async () => {
    const { claims } = await withBody((body) => {
      body.set([3], 0);
      body.set([3], 584);
    });
    expect(claims?.platform.tcb.status).toBe('OutOfDate');
    expect(claims?.platform.tcb.advisories).toEqual(['INTEL-SA-00002']);
  });

  it('that was patched after the launch asks for a new launch', async () => {
    const { claims } = await withBody((body) => body.set([3], 0));
    expect(claims?.platform.tcb.status).toBe('TDRelaunchAdvised');
  });

  it.each(['ConfigurationNeeded', 'ConfigurationAndSWHardeningNeeded'])(
    'that was patched on a platform with %s asks for both',
    async (status) => {
      const level: TcbLevelSpec = { sgx: componentsOfTest, tdx: teeTcbSvnOfTest, status };
      const info = await statementOf('tcbInfo', tcbInfoOf(true, [level]), world.signer.key);
      const endorsements = world.endorsements.map((one) => (one === world.tcbInfo ? info : one));
      const body = changed(world.parts.body, 0, 3);
      const { claims } = await examine(
        world,
        await makeQuote({ ...world.parts, body }),
        endorsements,
      );
      expect(claims?.platform.tcb.status).toBe('TDRelaunchAdvisedConfigurationNeeded');
    },
  );

  it('whose present state nobody at Intel supports is refused, however well it was launched', async () => {
    expect((await withBody((body) => body.fill(0, 584, 600))).failed).toBe('current-level');
    expect((await withBody((body) => body.set([1], 584))).failed).toBe('current-level');
    expect((await withBody((body) => body.set([9], 585))).failed).toBe('current-level');
  });
});

describe('Intel’s collateral', () => {
  let world: IntelWorld;
  beforeAll(async () => {
    world = await makeIntelWorld('sgx3');
  });

  it('may be signed by two signers, before and after a renewal', async () => {
    const { name } = world.signer;
    const renewed = await issue({
      name,
      key: await makeKey(ecdsa256),
      issuer: world.root,
      serial: '0c02',
    });
    const identity = await statementOf('enclaveIdentity', qeIdentityOf(false), renewed.key);
    const endorsements = world.endorsements.map((one) =>
      one === world.qeIdentity ? identity : one,
    );
    for (const both of [
      [...endorsements, renewed.der],
      [renewed.der, ...endorsements],
    ]) {
      expect((await examine(world, world.raw, both)).failed).toBeUndefined();
    }
    const revoked = await revocationList(world.root, { revoked: ['0c02'] });
    const { failed } = await examine(world, world.raw, [...endorsements, renewed.der, revoked]);
    expect(failed).toBe('tcb-crl-revoked');
  });

  it('is as new as the older one of TCB info and QE identity', async () => {
    const old = { ...qeIdentityOf(false), tcbEvaluationDataNumber: 3 };
    const identity = await statementOf('enclaveIdentity', old, world.signer.key);
    const endorsements = world.endorsements.map((one) =>
      one === world.qeIdentity ? identity : one,
    );
    const { claims } = await examine(world, world.raw, endorsements);
    expect(claims?.platform.tcb.evaluationDataNumber).toBe(3);
  });

  it('is dated by the lists that counted, not by one that came along', async () => {
    const stale = await revocationList(world.signer, { nextUpdate: new Date((now - day) * 1000) });
    const { claims } = await examine(world, world.raw, [...world.endorsements, stale]);
    expect(claims?.collateralValidUntil).toBe(now + 10 * day);
  });
});

describe('the status of a platform', () => {
  const statusOf = async (status: string, qeSvn: number) => {
    const world = await makeIntelWorld('sgx3');
    const level: TcbLevelSpec = { sgx: componentsOfTest, status, advisories: ['INTEL-SA-00009'] };
    const info = await statementOf('tcbInfo', tcbInfoOf(false, [level]), world.signer.key);
    const endorsements = world.endorsements.map((one) => (one === world.tcbInfo ? info : one));
    const qeReport = (reportData: Bytes) => {
      const report = goodQeReport(reportData);
      report.set([qeSvn], 258);
      return report;
    };
    const { claims } = await examine(
      world,
      await makeQuote({ ...world.parts, qeReport }),
      endorsements,
    );
    return claims?.platform.tcb;
  };

  it.each([
    ['UpToDate', 'OutOfDate'],
    ['SWHardeningNeeded', 'OutOfDate'],
    ['ConfigurationNeeded', 'OutOfDateConfigurationNeeded'],
    ['ConfigurationAndSWHardeningNeeded', 'OutOfDateConfigurationNeeded'],
    ['OutOfDate', 'OutOfDate'],
    ['OutOfDateConfigurationNeeded', 'OutOfDateConfigurationNeeded'],
  ])('%s stays so, and becomes %s with an old quoting enclave', async (status, worse) => {
    expect((await statusOf(status, 8))?.status).toBe(status);
    const old = await statusOf(status, 7);
    expect(old?.status).toBe(worse);
    expect(old?.advisories).toEqual(['INTEL-SA-00003', 'INTEL-SA-00009']);
  });

  it('is that of the first level it reaches, by every component', async () => {
    const world = await makeIntelWorld('sgx3');
    for (const index of componentsOfTest.keys()) {
      if (componentsOfTest[index] === 0) continue;
      const pck = await world.reissuePck({
        extensions: [extension(sgx, pckExtension(lowered(componentsOfTest, index)))],
      });
      const raw = await makeQuote({ ...world.parts, chain: [pck, world.platformCa, world.root] });
      const { claims, failed } = await examine(world, raw);
      // Only the first component has a lower level to fall to.
      expect(claims?.platform.tcb.status ?? failed).toBe(index === 0 ? 'OutOfDate' : 'tcb-level');
    }
  });
});
