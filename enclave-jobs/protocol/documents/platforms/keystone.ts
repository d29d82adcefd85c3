// Keystone (RISC-V). There is no root that everybody knows: an entry names the keys of devices.

import * as z from 'zod';
import { acceptedHex, anchorsSchema } from './shared.ts';
import { notApplicable } from './inexpressible.ts';

export const keystone = {
  format: z.literal('keystone'),
  anchors: anchorsSchema,
  referenceValues: z.strictObject({
    /** Security monitors, SHA3-512. */
    smHashes: acceptedHex(64),
    enclaveHashes: acceptedHex(64),
  }),
  /** A report has no version of anything: what runs is named by its hash. */
  minTcb: z.strictObject({}),
  notApplicable: notApplicable('keystone'),
};
