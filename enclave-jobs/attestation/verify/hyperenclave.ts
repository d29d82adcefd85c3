// HyperEnclave: enclaves in the shape of SGX's below a hypervisor, which a TPM measured at boot. An
// authority certifies the TPM's key and what it is to measure, the TPM's quote names the
// hypervisor's key, and that signs the enclave's report; all SM2 over SM3. Evidence: the quote,
// with the certificate in it. Endorsements: the authority's certificate. No root is compiled in
// (anchors/hyperenclave.ts): authentic means "by this authority". Source: asterinas/hyperenclave,
// asterinas/jinzhao-attest; user id of enclave signatures: yogcrypt, `sm2.rs`.

import type { AuthenticClaims } from '../claims.ts';
import { isSm2Signed } from '../encoding/sm2.ts';
import type { Examination } from '../examination.ts';
import { fromHex, hashOf, type Bytes, type Hash } from '../../protocol/index.ts';
import { checkHyperEnclaveKey, type HyperEnclaveContext } from './hyperenclave/check-key.ts';
import { checkHyperEnclaveTpm } from './hyperenclave/check-tpm.ts';
import { readHyperEnclaveQuote, type HyperEnclaveQuote } from './hyperenclave/quote.ts';
import type { EnclaveReport } from './intel/quote.ts';
import { isDebugEnclave } from './sgx-dcap.ts';
import type { TpmAttest } from './tpm2/quote.ts';

export interface HyperEnclaveClaims {
  readonly format: 'hyperenclave';
  readonly report: EnclaveReport;
  readonly attest: TpmAttest;
  /** SHA-256 of the hypervisor's key, x ‖ y. */
  readonly hypervisorKey: Hash;
  /** SHA-256 of the TPM's attestation key, as SubjectPublicKeyInfo. */
  readonly attestationKey: Hash;
  /** For people: what the authority calls the TPM. */
  readonly subject: string;
}

const hypervisorName = fromHex('0102030405060708090a0b0c0d0e');

function checkEnclaveSignature(
  examination: Examination,
  { hypervisorKey, enclaveSignature, reportBytes }: HyperEnclaveQuote,
): void {
  const isGood = isSm2Signed(hypervisorKey, hypervisorName, enclaveSignature, reportBytes);
  examination.check('enclave-signature', isGood, {
    field: 'encl_quote',
    expected: 'by hv_att_pub, over the report',
    found: isGood ? 'signed' : 'not signed',
  });
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineHyperEnclave(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: HyperEnclaveContext,
  examination: Examination,
): Promise<AuthenticClaims<HyperEnclaveClaims>> {
  const quote = examination.read('quote', 'quote', () => readHyperEnclaveQuote(raw));
  const { certificate: der, report, hypervisorKey } = quote;
  const key = await checkHyperEnclaveKey(examination, der, endorsements, context);
  const attest = checkHyperEnclaveTpm(examination, quote, key);
  checkEnclaveSignature(examination, quote);
  const { certificate, authority, anchor } = key;
  const { notBefore, notAfter, keyHash, subjectText } = certificate;
  return {
    reportData: report.reportData,
    namedAnchor: anchor,
    debug: isDebugEnclave(report),
    chip: keyHash,
    collateralIssued: notBefore,
    collateralValidUntil: Math.min(notAfter, authority.notAfter),
    platform: {
      format: 'hyperenclave',
      report,
      attest,
      hypervisorKey: hashOf(hypervisorKey),
      attestationKey: keyHash,
      subject: subjectText,
    },
  };
}
