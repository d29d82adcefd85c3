// Intel SGX and TDX by DCAP. Field names: Intel SGX ECDSA Quote Library, Intel TDX DCAP Quoting
// Library.

import * as z from 'zod';
import { namesMax } from '../../limits.ts';
import { countSchema, sortedList, textSchema, timeSchema } from '../../scalars.ts';
import { acceptedHex, hexSchema } from './shared.ts';
import { notApplicable } from './inexpressible.ts';

/** What a verified quote can come out as; Revoked and unsupported platforms are refused before. */
export const quoteStatuses = [
  'ConfigurationAndSWHardeningNeeded',
  'ConfigurationNeeded',
  'OutOfDate',
  'OutOfDateConfigurationNeeded',
  'SWHardeningNeeded',
  'TDRelaunchAdvised',
  'TDRelaunchAdvisedConfigurationNeeded',
  'UpToDate',
] as const;
export type QuoteStatus = (typeof quoteStatuses)[number];

const tcb = {
  statuses: sortedList(z.enum(quoteStatuses), quoteStatuses.length).min(1),
  /** Security advisories that may apply; any other one refuses. */
  advisories: sortedList(textSchema, namesMax),
  /** All fixes published before this are in. */
  tcbDateMin: timeSchema,
  evaluationDataNumberMin: countSchema,
  /** Whether the platform may have it on; only PCKs of a platform authority say. */
  smt: z.boolean(),
};

/** Of an enclave's report; HyperEnclave's has the same fields. */
export const enclaveReferenceValues = {
  mrEnclaves: acceptedHex(32),
  mrSigners: acceptedHex(32),
  configIds: acceptedHex(64),
  isvProdId: z.int().min(0).max(0xffff),
  isvSvnMin: z.int().min(0).max(0xffff),
};

export const sgxDcap = {
  format: z.literal('sgx-dcap'),
  referenceValues: z.strictObject(enclaveReferenceValues),
  minTcb: z.strictObject(tcb),
  notApplicable: notApplicable('sgx-dcap'),
};

/** One measured domain: all of it, because a part alone does not say what runs. */
const domainSchema = z.strictObject({
  mrTd: hexSchema(48),
  rtmr0: hexSchema(48),
  rtmr1: hexSchema(48),
  rtmr2: hexSchema(48),
  rtmr3: hexSchema(48),
  mrConfigId: hexSchema(48),
  mrOwner: hexSchema(48),
  mrOwnerConfig: hexSchema(48),
  /**
   * The service domain that may move it to another machine; 48 zero bytes: none, as in every TD
   * 1.0.
   */
  mrServiceTd: hexSchema(48),
  /**
   * Processor features that the domain may use: the host chooses them, and no other measurement has
   * them.
   */
  xfam: hexSchema(8),
});

/** Of the quote itself; Azure's virtual TPMs rest on one too. */
export const tdxReferenceValues = { domains: sortedList(domainSchema, namesMax).min(1) };

export const tdxMinTcb = {
  ...tcb,
  /** TDATTRIBUTES.MIGRATABLE. */
  migration: z.boolean(),
  /** TDATTRIBUTES.PERFMON: the domain shows the host its performance counters. */
  perfmon: z.boolean(),
};

export const tdx = {
  format: z.literal('tdx'),
  referenceValues: z.strictObject(tdxReferenceValues),
  minTcb: z.strictObject(tdxMinTcb),
  notApplicable: notApplicable('tdx'),
};
