import { denyReasons, type DenyReason } from '#server/domain/job-state.ts';
import { say, type PlainMessageKey } from '../../_text/text.ts';

const words: Readonly<Record<DenyReason, PlainMessageKey>> = {
  purpose: 'deny.purpose',
  detail: 'deny.detail',
  receivers: 'deny.receivers',
  'not-now': 'deny.time',
  other: 'deny.other',
};

export const denyChoices = denyReasons.map((value) => ({ value, label: say(words[value]) }));

/** The reason in words. Undefined if the cause is no reason of the list. */
export function denyWord(cause: string | undefined): string | undefined {
  return denyChoices.find(({ value }) => value === cause)?.label;
}
