// Keystone reports from test keys are accepted; for each check a case that fails because of it
// alone; and nothing that the monitor signed may be another.

import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, hashOf, toHex, type Bytes } from '#enclave/protocol/index.ts';
import { examineEvidence, openMemo } from '#enclave/attestation/index.ts';
import { examineKeystone } from '#enclave/attestation/verify/keystone.ts';
import { changed } from '../../support/bytes.ts';
import {
  dataOfTest,
  enclaveHashOfTest,
  keystoneReport,
  makeKeystoneKey,
  makeKeystoneWorld,
  makeStandardKey,
  monitorHashOfTest,
  publishedKey,
  type KeystoneParts,
} from '../../support/keystone-world.ts';
import { bytesThatMayBend, itIsRefused, outcomeOf, type Cases } from '../../support/refusals.ts';
import { now } from '../../support/test-pki.ts';

const crypto = webcrypto as Crypto;
const world = makeKeystoneWorld();

interface Twist {
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

const examine = (twist: Partial<Twist> = {}, memo = openMemo()) => {
  const { raw, endorsements } = { ...world, ...twist };
  return outcomeOf((one) => examineKeystone(raw, endorsements, { crypto, at: now, memo }, one));
};

const made = (parts: KeystoneParts) => ({ raw: keystoneReport(world, parts) });
/** Where the data end, and their field does. */
const [dataEnd, fieldEnd] = [72 + dataOfTest.length, 72 + 1024];

describe('a Keystone report', () => {
  it('states enclave, monitor and device', async () => {
    const { claims, lines } = await examine();
    expect(lines.filter(({ passed }) => !passed)).toEqual([]);
    expect(claims).toEqual({
      reportData: dataOfTest,
      namedAnchor: hashOf(world.device.publicKey),
      debug: false,
      chip: toHex(world.device.publicKey),
      collateralIssued: 0,
      collateralValidUntil: Number.MAX_SAFE_INTEGER,
      platform: {
        format: 'keystone',
        report: {
          enclave: { hash: enclaveHashOfTest, data: dataOfTest },
          sm: { hash: monitorHashOfTest, publicKey: world.monitor.publicKey },
          devPublicKey: world.device.publicKey,
        },
      },
    });
  });

  it.each([1, 32, 1024])('may have %i bytes of data, and states all of them', async (length) => {
    const data = new Uint8Array(length).fill(9);
    expect((await examine(made({ data }))).claims?.reportData).toEqual(data);
  });

  it('is refused with a memory that knows the monitor as without one', async () => {
    const memo = openMemo();
    expect((await examine({}, memo)).failed).toBeUndefined();
    expect((await examine({ raw: changed(world.raw, 0, 1) }, memo)).failed).toBe(
      'enclave-signature',
    );
    const bent = { raw: changed(world.raw, fieldEnd + 64, 1) };
    expect((await examine(bent, memo)).failed).toBe('sm-signature');
  });

  it('is examined by its format’s name', async () => {
    const { raw, endorsements } = world;
    const { claims } = await examineEvidence('keystone', raw, endorsements, { crypto, at: now });
    expect(claims?.platform.format).toBe('keystone');
  });
});

describe('a Keystone report is refused', () => {
  const published = publishedKey();
  const standard = makeStandardKey();
  const other = makeKeystoneKey();
  /** The point of order two: a signature by it is easily made to fit any message. */
  const weak = Uint8Array.of(0xec, ...new Uint8Array(30).fill(0xff), 0x7f);

  const cases: Cases<Partial<Twist>> = {
    'of no bytes': ['report', () => ({ raw: new Uint8Array() })],
    'cut short': ['report', () => ({ raw: world.raw.slice(0, 1351) })],
    'followed by other bytes': [
      'report',
      () => ({ raw: concatBytes(world.raw, new Uint8Array(1)) }),
    ],
    'without data': ['report', () => made({ data: new Uint8Array() })],
    'with more data than its field holds': ['report', () => made({ length: 1025 })],
    'with a length beyond all numbers': ['report', () => ({ raw: changed(world.raw, 71, 0x80) })],
    'without a device’s key': ['endorsements', () => ({ endorsements: [] }), 'EVIDENCE_COLLATERAL'],
    'with two devices’ keys': [
      'endorsements',
      () => ({ endorsements: [...world.endorsements, other.publicKey] }),
      'EVIDENCE_COLLATERAL',
    ],
    'with a device’s key of 33 bytes': [
      'endorsements',
      () => ({ endorsements: [concatBytes(world.device.publicKey, new Uint8Array(1))] }),
      'EVIDENCE_COLLATERAL',
    ],
    'by the key whose private half is published': [
      'published-key',
      () => ({ ...made({ device: published }), endorsements: [published.publicKey] }),
    ],
    'that names another device than the endorsed one': [
      'device-key',
      () => ({ raw: concatBytes(world.raw.slice(0, -32), other.publicKey) }),
    ],
    'of another device': ['device-key', () => ({ endorsements: [other.publicKey] })],
    'with a monitor that its device did not sign': [
      'sm-signature',
      () => made({ deviceSigner: other }),
    ],
    'with a monitor that is signed as other platforms do it': [
      'sm-signature',
      () => ({ ...made({ device: standard }), endorsements: [standard.publicKey] }),
    ],
    'by a device whose key is no key': [
      'sm-signature',
      () => {
        const device = { publicKey: weak, sign: other.sign };
        return { ...made({ device }), endorsements: [weak] };
      },
    ],
    'with an enclave that its monitor did not sign': [
      'enclave-signature',
      () => made({ monitorSigner: other }),
    ],
    'with an enclave that is signed as other platforms do it': [
      'enclave-signature',
      () => made({ monitor: standard }),
    ],
    'with an enclave that the device signed itself': [
      'enclave-signature',
      () => made({ monitorSigner: world.device }),
    ],
    'that says of its data that they are shorter': [
      'enclave-signature',
      () => made({ length: 63 }),
    ],
    'that says of its data that they are longer': [
      'enclave-signature',
      () => ({ raw: changed(world.raw, 64, 65) }),
    ],
  };

  itIsRefused(cases, examine);

  it('with any one bit of any byte turned, but for what was on the monitor’s stack', async () => {
    const memo = openMemo();
    const free = await bytesThatMayBend(world.raw, (raw) => examine({ raw }, memo));
    // Behind the data the monitor leaves its stack: nobody signs it, and it is in no claim.
    const behind = Array.from({ length: fieldEnd - dataEnd }, (_, index) => dataEnd + index);
    expect(free).toEqual(behind);
    const good = await examine();
    for (const index of behind) {
      const { claims } = await examine({ raw: changed(world.raw, index, 0) }, memo);
      expect(claims).toEqual(good.claims);
    }
  }, 120_000);
});
