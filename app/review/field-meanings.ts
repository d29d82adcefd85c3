// What fields of evidence mean, by the last names of their paths. The names are the vendors'.

import { say, type PlainMessageKey } from '../_text/text.ts';

type Meaning = Extract<PlainMessageKey, `review.means.${string}`>;

const meanings: readonly (readonly [ending: string, key: Meaning])[] = [
  ['reportData', 'review.means.reportData'],
  ['challenge', 'review.means.reportData'],
  ['namedAnchor', 'review.means.namedAnchor'],
  ['debug', 'review.means.debug'],
  ['chip', 'review.means.chip'],
  ['chipId', 'review.means.chip'],
  ['collateralIssued', 'review.means.issued'],
  ['collateralValidUntil', 'review.means.until'],
  ['measurement', 'review.means.measurement'],
  ['mrEnclave', 'review.means.measurement'],
  ['mrTd', 'review.means.measurement'],
  ['mrSigner', 'review.means.mrSigner'],
  ['hostData', 'review.means.hostData'],
  ['rtmr.0', 'review.means.rtmr'],
  ['rtmr.1', 'review.means.rtmr'],
  ['rtmr.2', 'review.means.rtmr'],
  ['rtmr.3', 'review.means.rtmr'],
  ['vmpl', 'review.means.vmpl'],
  ['smt', 'review.means.smt'],
  ['migrationAgent', 'review.means.migration'],
  ['tcb.status', 'review.means.status'],
  ['tcb.date', 'review.means.tcbDate'],
  ['evaluationDataNumber', 'review.means.evaluation'],
  ['fmspc', 'review.means.fmspc'],
  ['ppid', 'review.means.chip'],
  ['idKeyDigest', 'review.means.idKey'],
  ['guestSvn', 'review.means.guestSvn'],
  ['isvSvn', 'review.means.guestSvn'],
  ['lifecycle', 'review.means.lifecycle'],
  ['hypervisorKey', 'review.means.hypervisorKey'],
  ['pcrDigest', 'review.means.pcrDigest'],
  ['firmwareVersion', 'review.means.firmware'],
  ['resetCount', 'review.means.resets'],
  ['vouchedBy', 'review.means.vouchedBy'],
  ['timestamp', 'review.means.timestamp'],
];

const register = /\.pcrs\.\d+$/;

/** Empty for fields that explain themselves, or that the vendor's document alone does. */
export function meaningOf(path: string): string {
  if (register.test(path)) return say('review.means.pcr');
  const found = meanings.find(([ending]) => path === ending || path.endsWith(`.${ending}`));
  return found === undefined ? '' : say(found[1]);
}
