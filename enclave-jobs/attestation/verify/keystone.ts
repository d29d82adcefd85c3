// Keystone (RISC-V): a device's key signs the security monitor and its key, that signs the enclave.
// Evidence: the report. Endorsements: the device's key, 32 bytes. There is no root that everybody
// knows, so that authentic means "by this key". Source: keystone-enclave/keystone, sdk `Report`, sm
// `attest_enclave`.

import { undatedCollateral, type AuthenticClaims, type VerifyContext } from '../claims.ts';
import { isKeystoneSigned } from '../encoding/ed25519-sha3.ts';
import { fault, type Examination } from '../examination.ts';
import { noMemo } from '../memo.ts';
import { equalBytes, fromHex, hashOf, toHex, type Bytes } from '../../protocol/index.ts';
import { readKeystoneReport, type KeystoneReport, type Signed } from './keystone/report.ts';

export interface KeystoneClaims {
  readonly format: 'keystone';
  readonly report: KeystoneReport;
}

/**
 * Its private key stands in Keystone's repository (`test_dev_key.h`), and stock boot ROMs use it.
 */
const publishedKey = fromHex('0faad4ff01178583baa588966f7c1ff32564dd17d7dc2b46cb50a84a69270b4c');

function readDeviceKey(endorsements: readonly Bytes[]): Bytes {
  const field = 'device key';
  const [key, ...more] = endorsements;
  if (key === undefined || more.length > 0) {
    return fault(field, 'exactly one', `${endorsements.length}`);
  }
  return key.length === 32 ? key : fault(field, '32 bytes', `${key.length}`);
}

function checkDeviceKey(
  examination: Examination,
  key: Bytes,
  { devPublicKey }: KeystoneReport,
): void {
  const field = 'dev_public_key';
  examination.check('published-key', !equalBytes(key, publishedKey), {
    field,
    expected: 'a key whose private half is not published',
    found: toHex(key),
  });
  // Nobody signs the copy in the report: it says nothing, but it may not say another.
  examination.check('device-key', equalBytes(key, devPublicKey), {
    field,
    expected: `the endorsed key ${toHex(key)}`,
    found: toHex(devPublicKey),
  });
}

/** The monitor's signature comes again with every report of a machine. */
async function checkSignature(
  examination: Examination,
  id: string,
  { message, signature }: Signed,
  key: Bytes,
  { memo = noMemo }: VerifyContext,
): Promise<void> {
  const isGood = await memo.holds([key, message, signature], () =>
    Promise.resolve(isKeystoneSigned(key, signature, message)),
  );
  examination.check(id, isGood, {
    field: 'signature',
    expected: `by ${toHex(key)}, over ${message.length} bytes`,
    found: isGood ? 'signed' : 'not signed',
  });
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineKeystone(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: VerifyContext,
  examination: Examination,
): Promise<AuthenticClaims<KeystoneClaims>> {
  const { report, enclave, sm } = examination.read('report', 'report', () =>
    readKeystoneReport(raw),
  );
  const key = examination.read(
    'endorsements',
    'endorsements',
    () => readDeviceKey(endorsements),
    'EVIDENCE_COLLATERAL',
  );
  checkDeviceKey(examination, key, report);
  await checkSignature(examination, 'sm-signature', sm, key, context);
  const { publicKey } = report.sm;
  await checkSignature(examination, 'enclave-signature', enclave, publicKey, context);
  return {
    reportData: report.enclave.data,
    namedAnchor: hashOf(key),
    // There is no such mode: a monitor that lets anybody look has another hash.
    debug: false,
    chip: toHex(key),
    ...undatedCollateral,
    platform: { format: 'keystone', report },
  };
}
