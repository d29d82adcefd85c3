// Hygon CSV reports from test keys: both versions, in every form, are accepted; and for each check
// a case that fails because of it alone.

import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, hashOf, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { hygonRoot } from '#enclave/attestation/anchors/hygon.ts';
import { examineEvidence, openMemo } from '#enclave/attestation/index.ts';
import { examineCsv } from '#enclave/attestation/verify/hygon-csv.ts';
import {
  authority,
  csvReport,
  keyCertificate,
  makeCsvWorld,
  policyOfTest,
  reportDataOfTest,
  usages,
  type Changes,
  type CsvWorld,
  type ReportChanges,
  type ReportOptions,
  type Slot,
} from '../../support/csv-world.ts';
import { bytesThatMayBend, itIsRefused, outcomeOf, type Cases } from '../../support/refusals.ts';
import { makeSm2Key } from '../../support/sm2-signer.ts';
import { now } from '../../support/test-pki.ts';

const crypto = webcrypto as Crypto;

interface Twist {
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
  readonly anchors: CsvWorld['anchors'];
}

const examine = (world: CsvWorld, twist: Partial<Twist> = {}, memo = openMemo()) => {
  const { raw, endorsements, anchors } = { ...world, ...twist };
  const context = { crypto, at: now, anchors, memo };
  return outcomeOf((one) => examineCsv(raw, endorsements, context, one));
};

const kinds: readonly ReportOptions[] = [
  { version: 1, form: 'bare', isPekMasked: false },
  { version: 1, form: 'page', isPekMasked: true },
  { version: 1, form: 'wrapped', isPekMasked: true },
  { version: 2, form: 'wrapped', isPekMasked: false },
];
const worlds = kinds.map(makeCsvWorld);
const [first, , , second] = worlds;
if (first === undefined || second === undefined) throw new Error('kinds');

const filled = (length: number, value: number) => new Uint8Array(length).fill(value);
const u32 = (value: number) =>
  Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);

describe('a Hygon CSV report', () => {
  it.each(worlds)(
    'of version $options.version, $options.form, states all its fields',
    async (world) => {
      const { claims, lines } = await examine(world);
      expect(lines.filter(({ passed }) => !passed)).toEqual([]);
      const isFirst = world.options.version === 1;
      expect(claims).toEqual({
        reportData: reportDataOfTest,
        namedAnchor: undefined,
        debug: false,
        chip: hashOf(world.keys.cek.key.point),
        collateralIssued: 0,
        collateralValidUntil: Number.MAX_SAFE_INTEGER,
        platform: {
          format: 'hygon-csv',
          pekFirmware: { major: 1, minor: 4 },
          report: {
            version: world.options.version,
            userPubkeyDigest: filled(32, 0x91),
            vmId: filled(16, 0x92),
            vmVersion: filled(16, 0x93),
            reportData: reportDataOfTest,
            mnonce: filled(16, 0x94),
            measure: filled(32, 0x95),
            policy: {
              noDebug: true,
              noKeySharing: false,
              encryptedState: true,
              noSend: false,
              domain: false,
              csv: true,
              csv3: false,
              asidReuse: false,
              hskVersion: 2,
              cekVersion: 3,
              apiMajor: 1,
              apiMinor: 4,
            },
            sigUsage: usages.PEK,
            sigAlgo: 4,
            anonce: isFirst ? 0x7ed79335 : undefined,
            build: isFirst ? undefined : 77,
            rtmrVersion: isFirst ? undefined : 1,
            rtmrs: isFirst ? undefined : [1, 2, 3, 4, 5].map((value) => filled(32, value)),
          },
        },
      });
    },
  );

  it('of a guest that may be debugged says so', async () => {
    const raw = csvReport(first, { body: { 176: u32(policyOfTest & ~1) } });
    expect((await examine(first, { raw })).claims?.debug).toBe(true);
  });

  it('of version 1 may say so in the wrapper of later ones', async () => {
    const world = { ...first, options: { ...first.options, form: 'wrapped' } as const };
    const raw = csvReport(world, { magic: utf8('ATTESTATION_EXT\0') });
    expect((await examine(world, { raw })).claims?.platform.report.version).toBe(1);
  });

  it('may have its endorsements in any order, HSK and CEK in one file', async () => {
    const { hrk, hsk, cek } = first;
    for (const endorsements of [
      [cek, hsk, hrk],
      [concatBytes(hsk, cek), hrk],
    ]) {
      expect((await examine(first, { endorsements })).failed).toBeUndefined();
    }
  });

  it('may have a platform whose owner did not sign', async () => {
    const slots = [{ usage: 0x1000 }, { usage: usages.CEK, by: first.keys.cek }] as const;
    const pek = keyCertificate(first.keys.pek, usages.PEK, slots);
    expect((await examine(first, { raw: csvReport(first, { pek }) })).failed).toBeUndefined();
  });

  // Nobody signs the mask of version 1. All words change with it, the measurement too, so that a
  // policy which compares that one knows the mask.
  it('of version 1 under another mask has another measurement', async () => {
    const turn = (bytes: Uint8Array) =>
      bytes.map((byte, index) => (index % 4 === 0 ? byte ^ 1 : byte));
    const words = turn(first.raw.slice(180, 192));
    const raw = first.raw.slice();
    raw.set(words, 180);
    const { claims } = await examine(first, { raw });
    expect(claims?.platform.report.measure).toEqual(turn(filled(32, 0x95)));
    expect(claims?.reportData).toEqual(turn(reportDataOfTest));
  });

  it('from test keys is nothing to Hygon’s root', async () => {
    const { raw, endorsements } = first;
    const context = { crypto, at: now };
    const { claims, fault } = await examineEvidence('hygon-csv', raw, endorsements, context);
    expect(claims).toBeUndefined();
    expect(fault?.line.id).toBe('chain-anchor');
    expect(fault?.line.expected).toContain(hygonRoot.fileHash);
  });
});

describe('a Hygon CSV report is refused', () => {
  const { keys, hrk, hsk, cek, pek } = first;
  const none: Slot = { usage: 0x1000 };
  const other = { key: makeSm2Key(), userId: utf8('HYGON-SSD-HSK') };

  const withReport = (changes: ReportChanges) => ({ raw: csvReport(first, changes) });
  const withSecond = (changes: ReportChanges) => ({
    raw: csvReport(second, changes),
    endorsements: second.endorsements,
    anchors: second.anchors,
  });
  const withPek = (
    changes: Changes,
    slots: readonly [Slot, Slot] = [{ usage: usages.CEK, by: keys.cek }, none],
  ) => withReport({ pek: keyCertificate(keys.pek, usages.PEK, slots, changes) });
  const withHsk = (changes: Changes, issuer = keys.hrk) => ({
    endorsements: [hrk, authority(keys.hsk, usages.HSK, issuer, changes), cek],
  });
  const withCek = (
    changes: Changes,
    slots: readonly [Slot, Slot] = [{ usage: usages.HSK, by: keys.hsk }, none],
  ) => ({
    endorsements: [hrk, hsk, keyCertificate(keys.cek, usages.CEK, slots, changes)],
  });
  const collateral = 'EVIDENCE_COLLATERAL';

  const cases: Cases<Partial<Twist>> = {
    'of no bytes': ['report', () => ({ raw: new Uint8Array() })],
    'cut short': ['report', () => ({ raw: first.raw.slice(0, 2547) })],
    'followed by other bytes': ['report', () => ({ raw: concatBytes(first.raw, filled(1, 0)) })],
    'as a page with bytes behind the report': [
      'report',
      () => ({ raw: concatBytes(first.raw, filled(1547, 0), filled(1, 1)) }),
    ],
    'in a wrapper of another name': [
      'report',
      () => withSecond({ magic: utf8('ATTESTATION_EXT2') }),
    ],
    'of version 3': ['report', () => withSecond({ flags: 2 })],
    'of version 2 in a wrapper without a name': [
      'report',
      () => withSecond({ magic: filled(16, 0) }),
    ],
    'of version 2 with bytes behind the report': [
      'report',
      () => withSecond({ raw: { 4115: filled(1, 1) } }),
    ],
    'of version 2 with reserved bytes in use': [
      'report',
      () => withSecond({ body: { 194: filled(1, 1) } }),
    ],
    'of version 2 with reserved bytes behind its registers in use': [
      'report',
      () => withSecond({ body: { 1023: filled(1, 1) } }),
    ],
    'with a signature of more than 32 bytes': [
      'report',
      () => withReport({ raw: { 224: filled(1, 1) } }),
    ],
    'signed by a key of another use': [
      'signer',
      () => withReport({ body: { 180: u32(usages.CEK) } }),
    ],
    'signed by another algorithm': ['signer', () => withReport({ body: { 184: u32(2) } })],
    'whose mask is another': ['signer', () => withReport({ raw: { 188: filled(4, 0) } })],
    'of version 2 signed by a key of another use': [
      'signer',
      () => withSecond({ body: { 180: u32(usages.OCA) } }),
    ],
    'with a platform key of version 2': ['pek', () => withPek({ body: { 0: u32(2) } })],
    'with a platform key for another use': ['pek', () => withPek({ body: { 8: u32(usages.CEK) } })],
    'with a platform key for another algorithm': ['pek', () => withPek({ body: { 12: u32(5) } })],
    'with a platform key on another curve': ['pek', () => withPek({ body: { 16: u32(1) } })],
    'with a platform key of more than 32 bytes': [
      'pek',
      () => withPek({ body: { 52: filled(1, 1) } }),
    ],
    'with a platform’s name of 255 bytes': [
      'pek',
      () => withPek({ body: { 164: filled(1, 255) } }),
    ],
    'with a platform key that no chip signed': [
      'pek',
      () => withPek({}, [{ usage: usages.OCA, by: keys.oca }, none]),
    ],
    'with a platform key that two chips signed': [
      'pek',
      () => {
        const slot = { usage: usages.CEK, by: keys.cek };
        return withPek({}, [slot, slot]);
      },
    ],
    'with a platform key signed by another algorithm': [
      'pek',
      () => withPek({ whole: { 1048: u32(2) } }),
    ],
    'with bytes behind the platform key’s signature': [
      'pek',
      () => withPek({ whole: { 1563: filled(1, 1) } }),
    ],
    'without endorsements': ['endorsements', () => ({ endorsements: [] }), collateral],
    'without the root': ['endorsements', () => ({ endorsements: [hsk, cek] }), collateral],
    'without Hygon’s signing key': [
      'endorsements',
      () => ({ endorsements: [hrk, cek] }),
      collateral,
    ],
    'without the chip’s key': ['endorsements', () => ({ endorsements: [hrk, hsk] }), collateral],
    'with two roots': ['endorsements', () => ({ endorsements: [hrk, hrk, hsk, cek] }), collateral],
    'with two signing keys': [
      'endorsements',
      () => ({ endorsements: [hrk, hsk, hsk, cek] }),
      collateral,
    ],
    'with two chips’ keys': [
      'endorsements',
      () => ({ endorsements: [hrk, hsk, cek, cek] }),
      collateral,
    ],
    'with an endorsement that is something else': [
      'endorsements',
      () => ({ endorsements: [hrk, hsk, cek, filled(100, 0)] }),
      collateral,
    ],
    'with a platform’s key in place of the chip’s': [
      'endorsements',
      () => ({ endorsements: [hrk, hsk, pek] }),
      collateral,
    ],
    'with a signing key for another use': [
      'endorsements',
      () => withHsk({ body: { 36: u32(usages.CEK) } }),
      collateral,
    ],
    'with a signing key of another version than the root': [
      'endorsements',
      () => withHsk({ body: { 0: u32(2) } }),
      collateral,
    ],
    'with a signing key on another curve': [
      'endorsements',
      () => withHsk({ body: { 64: u32(2) } }),
      collateral,
    ],
    'with bytes behind the signing key’s signature': [
      'endorsements',
      () => withHsk({ whole: { 831: filled(1, 1) } }),
      collateral,
    ],
    'with a chip’s key that Hygon did not sign': [
      'endorsements',
      () => withCek({}, [none, none]),
      collateral,
    ],
    'under another root of the same name': [
      'chain-anchor',
      () => ({ endorsements: [authority(keys.hrk, usages.HRK, keys.hrk), hsk, cek] }),
    ],
    'with a signing key that the root did not sign': ['hsk-signature', () => withHsk({}, other)],
    'with a signing key that was changed': [
      'hsk-signature',
      () => withHsk({ whole: { 4: filled(1, 0) } }),
    ],
    'with a signing key signed in another name': [
      'hsk-signature',
      () => withHsk({}, { ...keys.hrk, userId: utf8('1234567812345678') }),
    ],
    'with a chip’s key that the signing key did not sign': [
      'cek-signature',
      () => withCek({}, [{ usage: usages.HSK, by: other }, none]),
    ],
    'with a chip’s key that was changed': [
      'cek-signature',
      () => withCek({ whole: { 500: filled(1, 1) } }),
    ],
    'of another chip': [
      'pek-signature',
      () => ({
        endorsements: [
          hrk,
          hsk,
          keyCertificate(other, usages.CEK, [{ usage: usages.HSK, by: keys.hsk }, none]),
        ],
      }),
    ],
    'with a platform key that was changed': [
      'pek-signature',
      () => withPek({ whole: { 4: filled(1, 2) } }),
    ],
    'with a platform key that its owner signed as the chip': [
      'pek-signature',
      () => withPek({}, [{ usage: usages.CEK, by: keys.oca }, none]),
    ],
    'signed by another platform': ['report-signature', () => withReport({ signer: other })],
    'with a signature of zeros': [
      'report-signature',
      () => withReport({ signature: filled(144, 0) }),
    ],
    'changed after it was signed': [
      'report-signature',
      () => withReport({ raw: { 144: filled(1, 0) } }),
    ],
    'of version 2 whose register was changed': [
      'report-signature',
      () => withSecond({ raw: { 260: filled(1, 0) } }),
    ],
  };

  itIsRefused(cases, (twist) => examine(first, twist));

  it.each(worlds)(
    'with any one bit turned of what anybody signed, in version $options.version, $options.form',
    async (world) => {
      const memo = openMemo();
      const free = await bytesThatMayBend(world.raw, (raw) => examine(world, { raw }, memo));
      const wrapper = world.options.form === 'wrapped' ? 20 : 0;
      const pekAt = wrapper + (world.options.version === 1 ? 336 : 1168);
      // The owner's signature on the platform's key, which says nothing about the platform; the
      // serial number, which nobody signs; and a MAC whose key stands in the report. None of them
      // is in any claim.
      const [from, to] = [pekAt + 1564, pekAt + 2084 + 128];
      expect(free).toEqual(Array.from({ length: to - from }, (_, index) => from + index));
      const bent = world.raw.slice().fill(0, from, to);
      expect((await examine(world, { raw: bent })).claims).toEqual((await examine(world)).claims);
    },
    120_000,
  );

  it('with any one bit of any endorsement turned', async () => {
    const memo = openMemo();
    for (const [place, file] of [hrk, hsk, cek].entries()) {
      const free = await bytesThatMayBend(file, (turned) => {
        const endorsements = [hrk, hsk, cek].map((one, at) => (at === place ? turned : one));
        return examine(first, { endorsements }, memo);
      });
      // Of the chip's key the place for an owner's signature, as above.
      const owners = Array.from({ length: 520 }, (_, index) => 1564 + index);
      expect(free).toEqual(file === cek ? owners : []);
    }
  }, 120_000);
});
