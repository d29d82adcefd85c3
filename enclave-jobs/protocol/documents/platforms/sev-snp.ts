// AMD SEV-SNP. Field names and numbers: AMD 56860, table ATTESTATION_REPORT.

import * as z from 'zod';
import { namesMax } from '../../limits.ts';
import { countSchema, sortedList, textSchema } from '../../scalars.ts';
import { acceptedHex } from './shared.ts';
import { notApplicable } from './inexpressible.ts';

const svnSchema = z.int().min(0).max(255);

/** Of the report itself; Azure's virtual TPMs rest on one too. */
export const snpReferenceValues = {
  /** MEASUREMENT, 48 bytes. */
  measurements: acceptedHex(48),
  /** HOST_DATA, 32 bytes: what the host may hand in at launch. */
  hostData: acceptedHex(32),
  guestSvnMin: countSchema,
};

export const snpMinTcb = {
  /** Parts below which REPORTED_TCB and LAUNCH_TCB may not be; `fmc` counts on Turin only. */
  products: sortedList(
    z.strictObject({
      product: z.enum(['Genoa', 'Milan', 'Turin']),
      fmc: svnSchema,
      bootloader: svnSchema,
      tee: svnSchema,
      snp: svnSchema,
      microcode: svnSchema,
    }),
    3,
    ({ product }) => product,
  ).min(1),
  keys: sortedList(z.enum(['VCEK', 'VLEK']), 2).min(1),
  /** Clouds whose VLEK is taken, as AMD writes them; empty: none. */
  clouds: sortedList(textSchema, namesMax),
  vmpls: sortedList(z.int().min(0).max(3), 4, (level) => level).min(1),
  /** Whether the policy of the guest and the platform may have it on. */
  smt: z.boolean(),
  migration: z.boolean(),
};

export const sevSnp = {
  format: z.literal('sev-snp'),
  referenceValues: z.strictObject(snpReferenceValues),
  minTcb: z.strictObject(snpMinTcb),
  notApplicable: notApplicable('sev-snp'),
};
