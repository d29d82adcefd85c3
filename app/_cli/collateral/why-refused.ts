// Evidence and collateral did not stand together: which of the two is it, in the words of the first
// line that failed.

import type { Examined } from '#enclave/attestation/index.ts';

/** Lines about nothing but what the machine itself made. */
const ownLine =
  /^(report|report-signature|quote|tee|pck-certificates|pck-chain-.*|pck-extension|qe-signature|qe-report-data|quote-signature)$/;
/** Lines on which good collateral says no. */
const verdictLine =
  /^(.*-revoked|tcb-level|tcb-status|module-.*|current-level|qe-(miscselect|attributes|mrsigner|prodid|level))$/;

export function whyRefused({ lines, fault }: Examined, isOffline: boolean): string {
  const line = lines.find(({ passed }) => !passed);
  const id = line?.id ?? '';
  const what =
    line === undefined
      ? (fault?.message ?? 'refused')
      : `${id}: ${line.field}: ${line.expected} expected, ${line.found} found`;
  if (ownLine.test(id))
    return `the evidence itself does not stand, whatever vouches for it\n  ${what}`;
  if (verdictLine.test(id)) return `the vendor does not vouch for this evidence\n  ${what}`;
  const whose = isOffline ? 'what the cache holds' : 'what was answered';
  return `${whose} does not stand, and was not written\n  ${what}`;
}
