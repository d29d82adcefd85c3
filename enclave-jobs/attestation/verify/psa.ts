// PSA: a token signed by a device's initial attestation key (IAK). Evidence: the token.
// Endorsements: the IAK. There is no root that everybody knows, so that authentic means "by this
// key". Source: RFC 9783.

import { undatedCollateral, type AuthenticClaims, type VerifyContext } from '../claims.ts';
import { readSign1 } from '../encoding/cose.ts';
import { isRawSignature } from '../encoding/ecdsa.ts';
import type { Examination } from '../examination.ts';
import { readEndorsedKey } from '../x509/endorsed-key.ts';
import { hashOf, toHex, type Bytes } from '../../protocol/index.ts';
import { checkLifecycle, checkSign1 } from './arm/checks.ts';
import { readPsaClaims, type PsaClaimsSet } from './psa/claims-set.ts';

export interface PsaClaims {
  readonly format: 'psa';
  readonly token: PsaClaimsSet;
}

/** Tags 18 and 17 in their only encoding. */
const sign1 = 0xd2;
const mac0 = 0xd1;

/** A MAC can be made by whoever can check it: it vouches to nobody else. */
function checkMessage(examination: Examination, raw: Bytes): void {
  examination.check('message', raw[0] === sign1, {
    field: 'token',
    expected: 'COSE_Sign1 (tag 18)',
    found: raw[0] === mac0 ? 'COSE_Mac0 (tag 17)' : 'another form',
  });
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examinePsa(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: VerifyContext,
  examination: Examination,
): Promise<AuthenticClaims<PsaClaims>> {
  checkMessage(examination, raw);
  const message = examination.read('cose', 'token', () => readSign1(raw, 'token'));
  const token = examination.read('claims', 'token', () => readPsaClaims(message.payload));
  const iak = examination.read(
    'endorsements',
    'endorsements',
    () => readEndorsedKey(endorsements, 'IAK'),
    'EVIDENCE_COLLATERAL',
  );
  await checkSign1(examination, '', message, iak.curve, ({ hash }) =>
    isRawSignature(context, iak, hash, message.signature, message.signed),
  );
  checkLifecycle(examination, token.lifecycle);
  return {
    reportData: token.nonce,
    namedAnchor: hashOf(iak.spki),
    // A life cycle in which anybody debugs was refused.
    debug: false,
    chip: toHex(token.instanceId),
    ...undatedCollateral,
    platform: { format: 'psa', token },
  };
}
