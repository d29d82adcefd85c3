// The narrowest entries for Azure's virtual TPMs: those of their hardware, and a state of the TPM.

import { inexpressible } from '../../protocol/index.ts';
import { type ClaimsOf, statesOf } from './common.ts';
import { tdxEntry } from './intel.ts';
import { snpEntry } from './sev-snp.ts';

export function azureSnpEntry({ hardware, pcrs, vm }: ClaimsOf<'azure-snp-vtpm'>) {
  const { referenceValues, minTcb } = snpEntry(hardware);
  return {
    format: 'azure-snp-vtpm' as const,
    referenceValues: { ...referenceValues, states: statesOf(pcrs) },
    minTcb: { ...minTcb, withoutSecureBoot: !vm.secureBoot, console: vm.console },
    notApplicable: [...inexpressible['azure-snp-vtpm']],
  };
}

export function azureTdxEntry({ hardware, pcrs, vm }: ClaimsOf<'azure-tdx-vtpm'>) {
  const { referenceValues, minTcb } = tdxEntry(hardware);
  return {
    format: 'azure-tdx-vtpm' as const,
    referenceValues: { ...referenceValues, states: statesOf(pcrs) },
    minTcb: { ...minTcb, withoutSecureBoot: !vm.secureBoot, console: vm.console },
    notApplicable: [...inexpressible['azure-tdx-vtpm']],
  };
}
