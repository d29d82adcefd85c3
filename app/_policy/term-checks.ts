// The lines of the one judge of terms as checks of a list, the same for who asks and for who
// approves.

import type { TermLine } from '#enclave/decision/index.ts';
import type { Hash } from '#enclave/protocol/index.ts';
import { questionOf, refusalOf } from '../_text/templates/words-of.ts';
import { say } from '../_text/text.ts';
import type { Check } from '../_ui/check-list.tsx';

export interface TermNames {
  /** The template's id. */
  readonly question: string;
  readonly nameOf: (party: Hash) => string;
  /** Party ids and aliases in a text, as the names that people know. */
  readonly readable: (text: string) => string;
}

/** Why the question itself does not accept the job, in its own words. */
function adviceFor(question: string, { rule, passed, wanted }: TermLine): string | undefined {
  if (passed || rule !== 'question' || wanted === undefined) return undefined;
  return refusalOf(question, wanted);
}

function checkOf(line: TermLine, i: number, { question, nameOf, readable }: TermNames): Check {
  const rule = say(`terms.${line.rule}`);
  const advice = adviceFor(question, line);
  const tells = (text: string | undefined) =>
    line.passed || text === undefined || text === '' ? undefined : readable(text);
  const wanted = line.rule === 'template' ? questionOf(line.wanted ?? '') : line.wanted;
  return {
    id: `${i}`,
    state: line.passed ? 'pass' : 'fail',
    line:
      line.owner === undefined ? rule : say('builder.line', { rule, owner: nameOf(line.owner) }),
    expected: tells(line.allowed),
    found: advice === undefined ? tells(wanted) : undefined,
    advice,
  };
}

export function termChecks(lines: readonly TermLine[], names: TermNames): readonly Check[] {
  return lines.map((line, i) => checkOf(line, i, names));
}
