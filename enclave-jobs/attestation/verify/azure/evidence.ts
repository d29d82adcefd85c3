// What a confidential VM on Azure hands over, one after the other: TPM2B of the HCL report, a TD
// quote with its length in 4 bytes (TDX only), and a TPM quote with its registers
// (verify/tpm2/quote.ts).

import type { Bytes } from '#enclave/protocol/index.ts';
import { openCursor } from '../tpm2/cursor.ts';
import { readTpmQuote, type TpmQuote } from '../tpm2/quote.ts';

interface AzureEvidence<Hardware> {
  readonly hcl: Bytes;
  readonly hardware: Hardware;
  readonly quote: TpmQuote;
}

/** Throws ParseFault. */
export function readAzureSnp(raw: Bytes): AzureEvidence<undefined> {
  const cursor = openCursor(raw);
  const hcl = cursor.sized('HCL report');
  return { hcl, hardware: undefined, quote: readTpmQuote(raw.subarray(cursor.offset())) };
}

/** Throws ParseFault. */
export function readAzureTdx(raw: Bytes): AzureEvidence<Bytes> {
  const cursor = openCursor(raw);
  const hcl = cursor.sized('HCL report');
  const hardware = cursor.bytes(cursor.uint(4, 'TD quote'), 'TD quote');
  return { hcl, hardware, quote: readTpmQuote(raw.subarray(cursor.offset())) };
}
