// What the TPM's quote says of the hypervisor: that it was measured as the certificate has it, that
// this is its key, and that this very report was there when the TPM was asked. Source:
// asterinas/hyperenclave, `src/hypercall/tc.rs`; asterinas/jinzhao-attest, `platform.cpp`, which
// leaves the last one out.

import { isSm2DigestSigned, isSm2Point } from '../../encoding/sm2.ts';
import { sm3 } from '../../encoding/sm3.ts';
import type { Examination } from '../../examination.ts';
import { concatBytes, equalBytes, fromHex, toHex, type Bytes } from '#enclave/protocol/index.ts';
import { sm3Bank } from '../tpm2/algorithms.ts';
import { readAttest, type TpmAttest } from '../tpm2/quote.ts';
import type { HyperEnclaveKey } from './check-key.ts';
import type { HyperEnclaveQuote } from './quote.ts';

/** 12: the hypervisor. 13: its key. */
const registers = '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13';
/** Extra data are a hash with its name in front: TPMT_HA. */
const sm3Name = fromHex('0012');

function checkSame(
  examination: Examination,
  id: string,
  field: string,
  { expected, found }: { readonly expected: Bytes; readonly found: Bytes },
): void {
  const subject = { field, expected: toHex(expected), found: toHex(found) };
  examination.check(id, equalBytes(expected, found), subject);
}

/** By the certified key, over the digest alone, as TPMs do it. */
function checkSignature(
  examination: Examination,
  { attest, tpmSignature }: HyperEnclaveQuote,
  { point }: HyperEnclaveKey,
): void {
  const isGood = isSm2DigestSigned(point, tpmSignature, sm3(attest));
  examination.check('tpm-signature', isGood, {
    field: 'TPM signature',
    expected: 'by the attestation key: SM2 over SM3',
    found: isGood ? 'signed' : 'not signed',
  });
}

/** The register is extended once, from zeros: hypervisors that were started again have another. */
function checkHypervisorKey(
  examination: Examination,
  { hypervisorKey }: HyperEnclaveQuote,
  { pcr13 }: HyperEnclaveKey['baseline'],
): void {
  examination.check('hypervisor-key', isSm2Point(hypervisorKey), {
    field: 'hv_att_pub',
    expected: 'a point of SM2’s curve',
    found: toHex(hypervisorKey),
  });
  const found = sm3(concatBytes(new Uint8Array(32), sm3(hypervisorKey)));
  checkSame(examination, 'pcr-13', 'PCR13 of hv_att_pub', { expected: pcr13, found });
}

/** Throws EvidenceFault; the examination has the lines. */
export function checkHyperEnclaveTpm(
  examination: Examination,
  quote: HyperEnclaveQuote,
  key: HyperEnclaveKey,
): TpmAttest {
  const attest = examination.read('attest', 'TPMS_ATTEST', () => readAttest(quote.attest, sm3Bank));
  checkSignature(examination, quote, key);
  const found = attest.selection.join(', ');
  const subject = { field: 'pcrSelect', expected: registers, found };
  examination.check('pcr-selection', found === registers, subject);
  checkHypervisorKey(examination, quote, key.baseline);
  checkSame(examination, 'pcr-digest', 'pcrDigest', {
    expected: key.baseline.pcrDigest,
    found: attest.pcrDigest,
  });
  checkSame(examination, 'extra-data', 'extraData', {
    expected: concatBytes(sm3Name, sm3(quote.report.reportData)),
    found: attest.extraData,
  });
  return attest;
}
