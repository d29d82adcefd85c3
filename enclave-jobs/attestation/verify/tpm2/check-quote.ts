// A quote under the key that is to have made it: its signature, and the registers that came along.

import type { VerifyContext } from '../../claims.ts';
import { digestLengths, digestOf } from '../../encoding/digest.ts';
import { isRawSignature } from '../../encoding/ecdsa.ts';
import type { Examination } from '../../examination.ts';
import { concatBytes, equalBytes, toHex } from '#enclave/protocol/index.ts';
import { isSignedBy, type PublicKey } from '../../x509/algorithms.ts';
import { padded, type TpmPublicArea } from './public-area.ts';
import { concatenated, type TpmQuote } from './quote.ts';

export interface QuotingKey {
  readonly key: PublicKey;
  /** Undefined: whichever fits the key. */
  readonly scheme: TpmPublicArea['scheme'];
}

async function isSigned(
  { signature, signed }: TpmQuote,
  { key, scheme: own }: QuotingKey,
  context: VerifyContext,
): Promise<boolean> {
  const { scheme, hash, parts } = signature;
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
export async function checkTpmQuote(
  examination: Examination,
  quote: TpmQuote,
  key: QuotingKey,
  context: VerifyContext,
): Promise<void> {
  const isGood = await isSigned(quote, key, context);
  examination.check('signature', isGood, {
    field: 'TPMT_SIGNATURE',
    expected: 'by the attestation key, with its scheme',
    found: isGood ? 'signed' : 'not signed',
  });
  const { attest, signature } = quote;
  const digest = digestOf(signature.hash, concatenated(quote));
  examination.check('pcr-digest', equalBytes(digest, attest.pcrDigest), {
    field: 'pcrDigest',
    expected: toHex(attest.pcrDigest),
    found: toHex(digest),
  });
}
