// What an evidence format must show: one strict object per format in platforms/. A format without
// an entry here cannot be asked for, hence never accepted (R16).

import * as z from 'zod';
import { namesMax } from '../limits.ts';
import { hashSchema, sortedList, textSchema, type Assurance } from '../scalars.ts';
import { armCca, psa } from './platforms/arm.ts';
import { azureSnp, azureTdx } from './platforms/azure.ts';
import { hygonCsv } from './platforms/hygon-csv.ts';
import { hyperEnclave } from './platforms/hyperenclave.ts';
import { sgxDcap, tdx } from './platforms/intel.ts';
import { keystone } from './platforms/keystone.ts';
import { nitroEnclave, nitroTpm } from './platforms/nitro.ts';
import { sevSnp } from './platforms/sev-snp.ts';
import { hardwareWorker } from './platforms/shared.ts';
import { simulated } from './platforms/simulated.ts';
import { tpm2 } from './platforms/tpm2.ts';

/** Every format that the protocol knows. */
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

/** The world that a format's evidence is of. Where no root is compiled in, a policy names one. */
const worlds: Readonly<Record<EvidenceFormat, Assurance>> = {
  simulated: 'simulated',
  'sgx-dcap': 'hardware',
  tdx: 'hardware',
  'sev-snp': 'hardware',
  'nitro-enclave': 'hardware',
  'nitro-tpm': 'hardware',
  'azure-snp-vtpm': 'hardware',
  'azure-tdx-vtpm': 'hardware',
  'hygon-csv': 'hardware',
  'arm-cca': 'named-root',
  psa: 'named-root',
  keystone: 'named-root',
  hyperenclave: 'named-root',
  tpm2: 'named-root',
};

/**
 * R45: the worlds never mix. The simulated one alone, which protects nothing, lets a worker show
 * better evidence than is asked of it.
 */
export function isOfWorld(format: EvidenceFormat, assurance: Assurance): boolean {
  return assurance === 'simulated' || worlds[format] === assurance;
}

/**
 * A platform that may hold a broker's keys; debug is written out and always false. Hardware joins
 * when a broker can seal its keys to it.
 */
export const instanceRequirementsSchema = z.discriminatedUnion('format', [
  z.strictObject({ ...simulated, debug: z.literal(false) }),
]);
export type InstanceRequirements = z.infer<typeof instanceRequirementsSchema>;

/** An accepted worker: exactly one code identity; `chips` only narrows. */
export const workerRequirementsSchema = z.discriminatedUnion('format', [
  z.strictObject({
    ...simulated,
    code: hashSchema,
    minCollateralIssued: z.int().min(0),
    chips: sortedList(textSchema, namesMax).min(1).optional(),
  }),
  z.strictObject({ ...sevSnp, ...hardwareWorker }),
  z.strictObject({ ...sgxDcap, ...hardwareWorker }),
  z.strictObject({ ...tdx, ...hardwareWorker }),
  z.strictObject({ ...nitroEnclave, ...hardwareWorker }),
  z.strictObject({ ...nitroTpm, ...hardwareWorker }),
  z.strictObject({ ...tpm2, ...hardwareWorker }),
  z.strictObject({ ...armCca, ...hardwareWorker }),
  z.strictObject({ ...psa, ...hardwareWorker }),
  z.strictObject({ ...keystone, ...hardwareWorker }),
  z.strictObject({ ...hygonCsv, ...hardwareWorker }),
  z.strictObject({ ...hyperEnclave, ...hardwareWorker }),
  z.strictObject({ ...azureSnp, ...hardwareWorker }),
  z.strictObject({ ...azureTdx, ...hardwareWorker }),
]);
export type WorkerRequirements = z.infer<typeof workerRequirementsSchema>;
