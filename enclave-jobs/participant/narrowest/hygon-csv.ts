// The narrowest entry for a Hygon CSV guest.

import { inexpressible, toHex } from '../../protocol/index.ts';
import { type ClaimsOf } from './common.ts';

function csvGuest({ report }: ClaimsOf<'hygon-csv'>) {
  const common = {
    measure: toHex(report.measure),
    vmId: toHex(report.vmId),
    vmVersion: toHex(report.vmVersion),
  };
  if (report.rtmrs === undefined) return { version: 1 as const, ...common };
  const [rtmr0 = '', rtmr1 = '', rtmr2 = '', rtmr3 = '', rtmr4 = ''] = report.rtmrs.map(toHex);
  return { version: 2 as const, ...common, rtmr0, rtmr1, rtmr2, rtmr3, rtmr4 };
}

export function csvEntry(claims: ClaimsOf<'hygon-csv'>) {
  const { policy, build = 0 } = claims.report;
  const { noKeySharing, encryptedState, domain, csv, csv3, asidReuse } = policy;
  return {
    format: 'hygon-csv' as const,
    referenceValues: { guests: [csvGuest(claims)] },
    minTcb: {
      pekFirmwareMin: claims.pekFirmware,
      policyApiMin: { major: policy.apiMajor, minor: policy.apiMinor },
      buildMin: build,
      policy: { noKeySharing, encryptedState, domain, csv, csv3, asidReuse },
      migration: !policy.noSend,
    },
    notApplicable: [...inexpressible['hygon-csv']],
  };
}
