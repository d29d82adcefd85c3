// HyperEnclave. No root is compiled in: an entry names the certificates of authorities that certify
// TPMs.

import * as z from 'zod';
import { acceptedHex, anchorsSchema, hexSchema } from './shared.ts';
import { notApplicable } from './inexpressible.ts';
import { enclaveReferenceValues } from './intel.ts';

export const hyperEnclave = {
  format: z.literal('hyperenclave'),
  anchors: anchorsSchema,
  referenceValues: z.strictObject({
    ...enclaveReferenceValues,
    /**
     * What the TPM quoted of registers 0 to 9, 12 and 13: firmware, hypervisor and its key. It
     * differs from machine to machine; but nothing else says which hypervisor runs.
     */
    pcrDigests: acceptedHex(32),
  }),
  minTcb: z.strictObject({
    /** TPMS_ATTEST.firmwareVersion, 8 bytes, as its maker numbers it. */
    firmwareMin: hexSchema(8),
  }),
  notApplicable: notApplicable('hyperenclave'),
};
