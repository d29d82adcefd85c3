// The narrowest entry for an AMD SEV-SNP guest.

import { inexpressible, toHex } from '../../protocol/index.ts';
import { type ClaimsOf } from './common.ts';

export function snpEntry({ report, product, reportedTcb, launchTcb, cloud }: ClaimsOf<'sev-snp'>) {
  const least = (part: 'fmc' | 'bootloader' | 'tee' | 'snp' | 'microcode') =>
    Math.min(reportedTcb[part] ?? 0, launchTcb[part] ?? 0);
  return {
    format: 'sev-snp' as const,
    referenceValues: {
      measurements: [toHex(report.measurement)],
      hostData: [toHex(report.hostData)],
      guestSvnMin: report.guestSvn,
    },
    minTcb: {
      products: [
        {
          product,
          fmc: least('fmc'),
          bootloader: least('bootloader'),
          tee: least('tee'),
          snp: least('snp'),
          microcode: least('microcode'),
        },
      ],
      keys: [report.signingKey],
      clouds: cloud === undefined ? [] : [cloud],
      vmpls: [report.vmpl],
      smt: report.policy.smt || report.platformInfo.smt,
      migration: report.policy.migrationAgent,
    },
    notApplicable: [...inexpressible['sev-snp']],
  };
}
