// What an evidence format must show, one strict object per format, defined beside its verifier in
// attestation/verify. A format without an entry here cannot be asked for, hence never accepted (R16).

import * as z from 'zod';
import { namesMax } from '../limits.ts';
import { hashSchema, sortedList, textSchema, type Assurance } from '../scalars.ts';

/** Every format that the protocol knows; those without a verifier are refused as not yet there. */
export const evidenceFormats = [
  'simulated',
  'sgx-dcap',
  'tdx',
  'sev-snp',
  'nitro-enclave',
  'nitro-tpm',
  'arm-cca',
  'psa',
  'keystone',
  'hyperenclave',
  'tpm2',
  'azure-snp-vtpm',
  'azure-tdx-vtpm',
  'hygon-csv',
] as const;
export const evidenceFormatSchema = z.enum(evidenceFormats);
export type EvidenceFormat = z.infer<typeof evidenceFormatSchema>;

/** R45: simulated evidence speaks for the simulated world, every other format for hardware. */
export function isOfWorld(format: EvidenceFormat, assurance: Assurance): boolean {
  return (format === 'simulated') === (assurance === 'simulated');
}

const simulated = {
  format: z.literal('simulated'),
  referenceValues: z.strictObject({ code: sortedList(hashSchema, namesMax).min(1) }),
  minTcb: z.strictObject({}),
};

export const simulatedPlatformSchema = z.strictObject(simulated);
export const platformRequirementsSchema = z.discriminatedUnion('format', [simulatedPlatformSchema]);
export type PlatformRequirements = z.infer<typeof platformRequirementsSchema>;

/** A platform that may hold a broker's keys; debug is written out and always false. */
export const instanceRequirementsSchema = z.discriminatedUnion('format', [
  z.strictObject({ ...simulated, debug: z.literal(false) }),
]);

/** An accepted worker: exactly one code identity; `chips` only narrows. */
export const workerRequirementsSchema = z.discriminatedUnion('format', [
  z.strictObject({
    ...simulated,
    code: hashSchema,
    minCollateralIssued: z.int().min(0),
    chips: sortedList(textSchema, namesMax).min(1).optional(),
  }),
]);
