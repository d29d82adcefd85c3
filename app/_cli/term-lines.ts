// Lines of the judge of terms in a terminal: what fails, whose rule it is, and what would be
// allowed.

import type { TermLine } from '#enclave/decision/index.ts';
import type { Hash } from '#enclave/protocol/index.ts';
import { refusalOf } from '../_text/templates/words-of.ts';
import { note } from './command.ts';

export function noteRefusals(
  question: string,
  lines: readonly TermLine[],
  nameOf: (party: Hash) => string,
): void {
  for (const { rule, owner, passed, wanted, allowed } of lines) {
    if (passed) continue;
    const who = owner === undefined ? 'the question' : nameOf(owner);
    const instead = allowed === undefined ? '' : `; allowed: ${allowed}`;
    const words = rule === 'question' ? refusalOf(question, wanted ?? '') : undefined;
    note(`FAIL ${rule} (${who}): ${words ?? wanted ?? ''}${instead}`);
  }
}
