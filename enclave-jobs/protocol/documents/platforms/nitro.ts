// AWS Nitro Enclaves and NitroTPM. PCRs are SHA-384. Source: AWS Nitro Enclaves, Cryptographic
// attestation.

import * as z from 'zod';
import { namesMax } from '../../limits.ts';
import { countSchema, sortedList } from '../../scalars.ts';
import { statesSchema } from './registers.ts';
import { hexSchema } from './shared.ts';
import { notApplicable } from './inexpressible.ts';

/** Seconds that a document may be old when it is judged. */
const minTcb = z.strictObject({ evidenceAgeMax: countSchema });

export const nitroEnclave = {
  format: z.literal('nitro-enclave'),
  referenceValues: z.strictObject({
    /** PCR0 image, PCR1 kernel and boot, PCR2 application: what nitro-cli prints of one build. */
    images: sortedList(
      z.strictObject({ pcr0: hexSchema(48), pcr1: hexSchema(48), pcr2: hexSchema(48) }),
      namesMax,
    ).min(1),
  }),
  minTcb,
  notApplicable: notApplicable('nitro-enclave'),
};

export const nitroTpm = {
  format: z.literal('nitro-tpm'),
  referenceValues: z.strictObject({ states: statesSchema(48) }),
  minTcb,
  notApplicable: notApplicable('nitro-tpm'),
};
