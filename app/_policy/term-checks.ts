// The lines of the one judge of terms as checks of a list, the same for who asks and for who
// approves.

import type { TermLine } from '#enclave/decision/index.ts';
import type { Hash } from '#enclave/protocol/index.ts';
import { say } from '../_text/text.ts';
import type { Check } from '../_ui/check-list.tsx';

export interface TermNames {
  readonly nameOf: (party: Hash) => string;
  /** Party ids and aliases in a text, as the names that people know. */
  readonly readable: (text: string) => string;
}

/** What the template says of two tables whose columns to group by declare other values. */
const domainsDiffer = 'segment domains differ';

function adviceFor({ rule, passed, wanted, allowed }: TermLine): string | undefined {
  if (passed) return undefined;
  if (rule === 'smallest' && allowed !== undefined) {
    return say('terms.smallest.advice', { min: allowed });
  }
  return wanted === domainsDiffer ? say('terms.question.domains') : undefined;
}

function checkOf(line: TermLine, i: number, { nameOf, readable }: TermNames): Check {
  const rule = say(`terms.${line.rule}`);
  const tells = (text: string | undefined) =>
    line.passed || text === undefined || text === '' ? undefined : readable(text);
  return {
    id: `${i}`,
    state: line.passed ? 'pass' : 'fail',
    line:
      line.owner === undefined ? rule : say('builder.line', { rule, owner: nameOf(line.owner) }),
    expected: tells(line.allowed),
    found: line.wanted === domainsDiffer ? undefined : tells(line.wanted),
    advice: adviceFor(line),
  };
}

export function termChecks(lines: readonly TermLine[], names: TermNames): readonly Check[] {
  return lines.map((line, i) => checkOf(line, i, names));
}
