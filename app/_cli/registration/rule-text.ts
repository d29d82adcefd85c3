// A rule and its differences as a terminal shows them: the sentences of the page, then who is
// meant.

import type { EntryChange } from '#enclave/participant/index.ts';
import type { UsagePolicy } from '#enclave/protocol/index.ts';
import { recognitionWords } from '../../_client/parties/fingerprint-words.ts';
import type { CollaborationTable } from '../../_client/tables/table-of.ts';
import { differenceWords } from '../../_policy/difference-words.ts';
import { entryValueText, type RuleDifference } from '../../_policy/rule-differences.ts';
import { ruleSentences } from '../../_policy/rule-sentences.ts';
import { formatTime } from '../../_text/format.ts';
import { wrapText } from '../show.ts';

const timeOf = (time: Date) => formatTime(time, 'UTC');

/** The rule in sentences, and the words of every party that it names: names alone are labels. */
export function ruleText(rule: UsagePolicy, { parties }: CollaborationTable): string {
  const nameOf = (party: string) =>
    parties.find((one) => one.party === party)?.name ?? recognitionWords(party);
  const sentences = ruleSentences(rule, { nameOf, timeOf }).map((parts) =>
    wrapText(parts.map((part) => (typeof part === 'string' ? part : part.value)).join(''), '  '),
  );
  const named = [...new Set([...rule.analysts, ...rule.receivers, ...rule.partners])];
  const words = named.map((party) => `  ${nameOf(party)}: ${recognitionWords(party)}`);
  return [...sentences, '', ...words.sort()].join('\n');
}

/** What changes in an entry for machines, value by value. */
export function changesText(changes: readonly EntryChange[]): string {
  return changes
    .map(({ field, before, after, effect }) => {
      const words = (value: unknown) => entryValueText(value).replaceAll('\n', ', ');
      return wrapText(`${effect.toUpperCase()} ${field}: ${words(before)} → ${words(after)}`, '  ');
    })
    .join('\n');
}

/** What changes, one line each; what stays is left out. */
export function differencesText(
  rows: readonly RuleDifference[],
  table: CollaborationTable,
): string {
  return differenceWords(rows, { table, timeOf })
    .filter(({ effect }) => effect !== 'same')
    .map(({ field, before, after, effect }) =>
      wrapText(`${effect.toUpperCase()} ${field}: ${before} → ${after}`, '  '),
    )
    .join('\n');
}
