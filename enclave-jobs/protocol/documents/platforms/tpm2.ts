// TPM 2.0 quotes. A TPM has no root that everybody knows: an entry names the authority of its
// attestation keys, or the attestation key itself.

import * as z from 'zod';
import { hexSchema, anchorsSchema } from './shared.ts';
import { notApplicable } from './inexpressible.ts';
import { statesSchema } from './registers.ts';

export const tpm2 = {
  format: z.literal('tpm2'),
  anchors: anchorsSchema,
  referenceValues: z.strictObject({ states: statesSchema(32) }),
  minTcb: z.strictObject({
    /** TPMS_ATTEST.firmwareVersion, 8 bytes, as its maker numbers it. */
    firmwareMin: hexSchema(8),
  }),
  notApplicable: notApplicable('tpm2'),
};
