// A HyperEnclave quote: the shape of SGX's, little-endian, with the hypervisor's signature over the
// enclave's report, its key, a TPM's quote and the certificate of the TPM's key. Source:
// asterinas/hyperenclave, `src/enclave/report.rs`.

import { bytesAt, requireZero, u16At, u32At } from '../../encoding/byte-reader.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';
import { enclaveReportLength, readEnclaveReport, type EnclaveReport } from '../intel/quote.ts';

const reportAt = 48;
const signatureAt = 436;
const hypervisorKeyAt = 500;
const attestAt = 564;
/** With an extraData of 34 bytes and one selection of 3. */
const attestLength = 147;
const tpmSignatureAt = attestAt + attestLength;
const certificateAt = tpmSignatureAt + 64;
/** HE_CERT_BUF_LEN: what the hypervisor has room for. */
const certificateMax = 1280;
/** What its users have room for; they may hand on the whole buffer, with zeros behind the quote. */
const quoteMax = 4096;

export interface HyperEnclaveQuote {
  readonly report: EnclaveReport;
  readonly reportBytes: Bytes;
  /** r ‖ s, over the report. */
  readonly enclaveSignature: Bytes;
  /** x ‖ y. */
  readonly hypervisorKey: Bytes;
  /** TPMS_ATTEST. */
  readonly attest: Bytes;
  /** r ‖ s, over the TPMS_ATTEST. */
  readonly tpmSignature: Bytes;
  /** DER, of the TPM's attestation key. */
  readonly certificate: Bytes;
}

function requireNumber(found: number, wanted: number, field: string): void {
  if (found !== wanted) fault(field, `${wanted}`, `${found}`);
}

/**
 * Nobody signs the header: the hypervisor leaves the rest of it zero, and nothing else is taken.
 */
function requireHeader(raw: Bytes): void {
  requireNumber(u16At(raw, 0, 'version'), 1, 'version');
  requireNumber(u16At(raw, 2, 'sign_type'), 4, 'sign_type');
  requireZero(raw, 4, reportAt - 4, 'epid_group_id to basename');
}

/** Where the certificate ends, which the length of the signatures says. */
function endOf(raw: Bytes): number {
  const end = signatureAt + u32At(raw, signatureAt - 4, 'sig_len');
  const length = end - certificateAt;
  if (length < 1 || length > certificateMax) {
    fault('certificate', `1 to ${certificateMax} bytes`, `${length}`);
  }
  return end;
}

/** Reads one quote. Throws ParseFault. */
export function readHyperEnclaveQuote(raw: Bytes): HyperEnclaveQuote {
  if (raw.length > quoteMax) fault('quote', `at most ${quoteMax} bytes`, `${raw.length}`);
  requireHeader(raw);
  const end = endOf(raw);
  const certificate = bytesAt(raw, certificateAt, end - certificateAt, 'certificate');
  requireZero(raw, end, raw.length - end, 'behind the quote');
  const reportBytes = bytesAt(raw, reportAt, enclaveReportLength, 'report');
  return {
    report: readEnclaveReport(reportBytes, 'report'),
    reportBytes,
    enclaveSignature: bytesAt(raw, signatureAt, 64, 'encl_quote'),
    hypervisorKey: bytesAt(raw, hypervisorKeyAt, 64, 'hv_att_pub'),
    attest: bytesAt(raw, attestAt, attestLength, 'TPMS_ATTEST'),
    tpmSignature: bytesAt(raw, tpmSignatureAt, 64, 'TPM signature'),
    certificate,
  };
}
