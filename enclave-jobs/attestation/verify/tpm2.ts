// TPM 2.0: a quote over registers by an attestation key that the TPM holds. No root is compiled in: the chain's
// root, or the key itself, is named by whoever believes it. Evidence: verify/tpm2/quote.ts. Endorsements: TPMT_PUBLIC
// of the key, its certificate with the chain to a root, or both. Source: TCG TPM 2.0 Library, parts 1 and 2.

import { undatedCollateral, type AuthenticClaims, type VerifyContext } from '../claims.ts';
import { digestLengths, digestOf } from '../encoding/digest.ts';
import { isRawSignature } from '../encoding/ecdsa.ts';
import type { Examination } from '../examination.ts';
import {
  concatBytes,
  equalBytes,
  hashOf,
  toHex,
  type Bytes,
  type Hash,
} from '../../protocol/index.ts';
import { isSignedBy } from '../x509/algorithms.ts';
import { checkKey, type TpmKey } from './tpm2/check-key.ts';
import { padded } from './tpm2/public-area.ts';
import { concatenated, readTpmQuote, type TpmAttest, type TpmQuote } from './tpm2/quote.ts';

export interface TpmClaims {
  readonly format: 'tpm2';
  readonly attest: TpmAttest;
  readonly pcrs: ReadonlyMap<number, Bytes>;
  /** SHA-256 of the attestation key's SubjectPublicKeyInfo. */
  readonly attestationKey: Hash;
  /** Who says that it is a TPM's: its certificates, or nobody but the key. */
  readonly vouchedBy: 'certificate' | 'key';
}

async function isSigned(
  { signature, signed }: TpmQuote,
  { key, area }: TpmKey,
  context: VerifyContext,
): Promise<boolean> {
  const { scheme, hash, parts } = signature;
  const own = area?.scheme;
  if (own !== undefined && (own.name !== scheme || own.hash !== hash)) return false;
  if (scheme === 'ECDSA') {
    const length = key.kind === 'ec' && key.curve === 'P-384' ? 48 : 32;
    const raw = concatBytes(...parts.map((part) => padded(part, length, 'signature')));
    return isRawSignature(context, key, hash, raw, signed);
  }
  const [raw = new Uint8Array()] = parts;
  // RSASSA-PSS by a TPM: the salt is as long as the digest (part 1, annex B.7).
  const algorithm =
    scheme === 'RSAPSS'
      ? ({ kind: 'rsa-pss', hash, saltLength: digestLengths[hash] } as const)
      : ({ kind: 'rsa-pkcs1', hash } as const);
  return key.kind === 'rsa' && isSignedBy(context.crypto, key, algorithm, raw, signed);
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
  const isGood = await isSigned(quote, key, context);
  examination.check('signature', isGood, {
    field: 'TPMT_SIGNATURE',
    expected: 'by the attestation key, with its scheme',
    found: isGood ? 'signed' : 'not signed',
  });
  const { attest, pcrs, signature } = quote;
  const digest = digestOf(signature.hash, concatenated(quote));
  examination.check('pcr-digest', equalBytes(digest, attest.pcrDigest), {
    field: 'pcrDigest',
    expected: toHex(attest.pcrDigest),
    found: toHex(digest),
  });
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
