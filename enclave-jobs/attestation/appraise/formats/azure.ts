// Confidential VMs on Azure under one entry of a policy: the hardware as always, then the machine
// that the paravisor made, and what its TPM measured.

import type { WorkerRequirements } from '#enclave/protocol/index.ts';
import type { AzureSnpClaims, AzureTdxClaims } from '../../verify/azure-vtpm.ts';
import { switchLine, type AppraisalLine } from '../line.ts';
import { appraiseTdx } from './intel.ts';
import { stateLines } from './registers.ts';
import { appraiseSnp } from './sev-snp.ts';

type Entry<F> = Extract<WorkerRequirements, { format: F }>;

const machineLines = (
  { vm, pcrs }: AzureSnpClaims | AzureTdxClaims,
  { referenceValues, minTcb }: Entry<'azure-snp-vtpm'> | Entry<'azure-tdx-vtpm'>,
): readonly AppraisalLine[] => [
  ...stateLines(pcrs, referenceValues.states),
  switchLine('attributes', 'secure-boot missing', !vm.secureBoot, minTcb.withoutSecureBoot),
  switchLine('attributes', 'console-enabled', vm.console, minTcb.console),
];

export const appraiseAzureSnp = (claims: AzureSnpClaims, entry: Entry<'azure-snp-vtpm'>) => [
  ...appraiseSnp(claims.hardware, entry),
  ...machineLines(claims, entry),
];

export const appraiseAzureTdx = (claims: AzureTdxClaims, entry: Entry<'azure-tdx-vtpm'>) => [
  ...appraiseTdx(claims.hardware, entry),
  ...machineLines(claims, entry),
];
