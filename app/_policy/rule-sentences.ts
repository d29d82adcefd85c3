// A signed rule in short sentences, the same on the page and in the terminal.

import type { Hash, UsagePolicy } from '#enclave/protocol/index.ts';
import { formatCount, listed } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import type { SentencePart } from '../_ui/policy-sentence.tsx';
import { questionOf } from '../_text/templates/words-of.ts';

export interface RuleWords {
  readonly nameOf: (party: Hash) => string;
  readonly timeOf: (time: Date) => string;
}

/** One sentence after the other, bound values apart from the words around them. */
export function ruleSentences(
  rule: UsagePolicy,
  { nameOf, timeOf }: RuleWords,
): readonly (readonly SentencePart[])[] {
  const names = (parties: readonly Hash[]) => ({
    value: parties.length === 0 ? say('rule.nobody') : listed(parties.map(nameOf).sort()),
  });
  return [
    [
      names(rule.analysts),
      say('rule.mayAsk'),
      { value: rule.templates.map((template) => questionOf(template.id)).join(' ') },
    ],
    [say('rule.joined'), names(rule.partners), '.'],
    [say('rule.answers'), names(rule.receivers), '.'],
    [say('rule.groups'), { value: formatCount(rule.thresholds.entitiesMin) }, say('rule.people')],
    [
      say('rule.jobs'),
      { value: formatCount(rule.threshold.jobsMax) },
      say('rule.perRequester'),
      { value: formatCount(rule.threshold.jobsPerAnalyst) },
      say('rule.perRequester.end'),
    ],
    [
      say('rule.code'),
      { value: say('rule.codeCount', { n: rule.enclaves.length }) },
      say('rule.code.end'),
    ],
    [say(rule.standing ? 'rule.standing' : 'rule.noStanding')],
    [say('rule.until'), { value: timeOf(new Date(rule.expires * 1000)) }, '.'],
  ];
}
