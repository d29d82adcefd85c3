// Confidential VMs on Azure: the hardware's report is the paravisor's, which the TPM's registers
// carry on from.

import * as z from 'zod';
import { notApplicable } from './inexpressible.ts';
import { tdxMinTcb, tdxReferenceValues } from './intel.ts';
import { statesSchema } from './registers.ts';
import { snpMinTcb, snpReferenceValues } from './sev-snp.ts';

const states = statesSchema(32);

/** What the paravisor may have made the machine with. */
const machine = {
  /** Whether it may have started without secure boot. */
  withoutSecureBoot: z.boolean(),
  /** Whether it may have a serial console, whose other end the host holds. */
  console: z.boolean(),
};

export const azureSnp = {
  format: z.literal('azure-snp-vtpm'),
  referenceValues: z.strictObject({ ...snpReferenceValues, states }),
  minTcb: z.strictObject({ ...snpMinTcb, ...machine }),
  notApplicable: notApplicable('azure-snp-vtpm'),
};

export const azureTdx = {
  format: z.literal('azure-tdx-vtpm'),
  referenceValues: z.strictObject({ ...tdxReferenceValues, states }),
  minTcb: z.strictObject({ ...tdxMinTcb, ...machine }),
  notApplicable: notApplicable('azure-tdx-vtpm'),
};
