// TPM 2.0: a quote over registers by an attestation key that the TPM holds. No root is compiled in:
// the chain's root, or the key itself, is named by whoever believes it. Evidence:
// verify/tpm2/quote.ts. Endorsements: TPMT_PUBLIC of the key, its certificate with the chain to a
// root, or both. Source: TCG TPM 2.0 Library, parts 1 and 2.

import { undatedCollateral, type AuthenticClaims, type VerifyContext } from '../claims.ts';
import type { Examination } from '../examination.ts';
import { hashOf, type Bytes, type Hash } from '../../protocol/index.ts';
import { checkKey } from './tpm2/check-key.ts';
import { checkTpmQuote } from './tpm2/check-quote.ts';
import { readTpmQuote, type TpmAttest } from './tpm2/quote.ts';

export interface TpmClaims {
  readonly format: 'tpm2';
  readonly attest: TpmAttest;
  readonly pcrs: ReadonlyMap<number, Bytes>;
  /** SHA-256 of the attestation key's SubjectPublicKeyInfo. */
  readonly attestationKey: Hash;
  /** Who says that it is a TPM's: its certificates, or nobody but the key. */
  readonly vouchedBy: 'certificate' | 'key';
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineTpm(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: VerifyContext,
  examination: Examination,
): Promise<AuthenticClaims<TpmClaims>> {
  const quote = examination.read('quote', 'quote', () => readTpmQuote(raw));
  const key = await checkKey(examination, endorsements, { ...context, anchors: null });
  await checkTpmQuote(examination, quote, { key: key.key, scheme: key.area?.scheme }, context);
  const { attest, pcrs } = quote;
  const { chain } = key;
  const attestationKey = hashOf(key.key.spki);
  return {
    reportData: attest.extraData,
    namedAnchor: key.anchor,
    // A TPM does not say whether somebody may look into the machine.
    debug: false,
    chip: attestationKey,
    collateralIssued: chain[0]?.notBefore ?? undatedCollateral.collateralIssued,
    collateralValidUntil: Math.min(
      ...chain.map(({ notAfter }) => notAfter),
      undatedCollateral.collateralValidUntil,
    ),
    platform: {
      format: 'tpm2',
      attest,
      pcrs,
      attestationKey,
      vouchedBy: chain.length > 0 ? 'certificate' : 'key',
    },
  };
}
