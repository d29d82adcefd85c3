// Arm CCA: a platform's token, signed by its attestation key (CPAK), which names the key of a
// realm's token. Evidence: both tokens in one collection. Endorsements: the CPAK. There is no root
// that everybody knows, so that authentic means "by this key". Source: Arm DEN0137, attestation
// token; draft-ffm-rats-cca-token.

import { undatedCollateral, type AuthenticClaims, type VerifyContext } from '../claims.ts';
import { readSign1 } from '../encoding/cose.ts';
import { isRawSignature, isSignedByPoint } from '../encoding/ecdsa.ts';
import type { Examination } from '../examination.ts';
import { readEndorsedKey } from '../x509/endorsed-key.ts';
import { equalBytes, hashOf, toHex, type Bytes } from '../../protocol/index.ts';
import { readCcaCollection } from './arm-cca/collection.ts';
import { hashBy } from './arm-cca/hash-names.ts';
import { readCcaPlatform, type CcaPlatform } from './arm-cca/platform.ts';
import { readCcaRealm, type CcaRealm } from './arm-cca/realm.ts';
import { checkLifecycle, checkSign1 } from './arm/checks.ts';

export interface CcaClaims {
  readonly format: 'arm-cca';
  readonly platform: CcaPlatform;
  readonly realm: CcaRealm;
}

/** Realms sign on one curve. */
const realmCurve = 'P-384';

/** Without it two good tokens of two machines would make one. */
function checkBinding(examination: Examination, platform: CcaPlatform, realm: CcaRealm): void {
  const digest = hashBy(realm.publicKeyHashAlgoId, realm.publicKey);
  examination.check('realm-binding', equalBytes(digest, platform.challenge), {
    field: 'platform challenge',
    expected: `${realm.publicKeyHashAlgoId} of the realm's key: ${toHex(digest)}`,
    found: toHex(platform.challenge),
  });
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineCca(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: VerifyContext,
  examination: Examination,
): Promise<AuthenticClaims<CcaClaims>> {
  const tokens = examination.read('collection', 'evidence', () => readCcaCollection(raw));
  const platformToken = examination.read('platform-cose', 'platform token', () =>
    readSign1(tokens.platform, 'platform token'),
  );
  const realmToken = examination.read('realm-cose', 'realm token', () =>
    readSign1(tokens.realm, 'realm token'),
  );
  const platform = examination.read('platform-claims', 'platform token', () =>
    readCcaPlatform(platformToken.payload),
  );
  const realm = examination.read('realm-claims', 'realm token', () =>
    readCcaRealm(realmToken.payload),
  );
  const cpak = examination.read(
    'endorsements',
    'endorsements',
    () => readEndorsedKey(endorsements, 'CPAK'),
    'EVIDENCE_COLLATERAL',
  );
  await checkSign1(examination, 'platform-', platformToken, cpak.curve, ({ hash }) =>
    isRawSignature(context, cpak, hash, platformToken.signature, platformToken.signed),
  );
  await checkSign1(examination, 'realm-', realmToken, realmCurve, (algorithm) =>
    isSignedByPoint(context, algorithm, realm.point, realmToken.signature, realmToken.signed),
  );
  checkBinding(examination, platform, realm);
  checkLifecycle(examination, platform.lifecycle);
  return {
    reportData: realm.challenge,
    namedAnchor: hashOf(cpak.spki),
    // A life cycle in which anybody debugs was refused.
    debug: false,
    chip: toHex(platform.instanceId),
    ...undatedCollateral,
    platform: { format: 'arm-cca', platform, realm },
  };
}
