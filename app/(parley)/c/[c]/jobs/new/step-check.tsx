'use client';

import type { PreflightLine } from '../../../../../_participant/preflight.ts';
import type { CollaborationTable } from '../../../../../_participant/table-of.ts';
import { say } from '../../../../../_text/text.ts';
import { CheckList, type Check } from '../../../../../_ui/check-list.tsx';
import { TrustSentence } from '../../../../../_ui/trust-sentence.tsx';
import type { StepProps } from './step-props.ts';
import { StepFrame } from './step-frame.tsx';

/** Party ids and aliases in a line, as the names that people know. */
function readable(text: string, { parties, datasets }: CollaborationTable): string {
  const named = parties.reduce((words, one) => words.replaceAll(one.party, one.name), text);
  return datasets.reduce((words, one) => words.replaceAll(one.alias, one.ownerName), named);
}

function checkOf(line: PreflightLine, i: number, table: CollaborationTable): Check {
  const owner = table.parties.find((one) => one.party === line.owner)?.name;
  const rule = say(`builder.rule.${line.rule}`);
  const tells = (text: string | undefined) =>
    line.passed || text === undefined || text === '' ? undefined : readable(text, table);
  return {
    id: `${i}`,
    state: line.passed ? 'pass' : 'fail',
    line: owner === undefined ? rule : say('builder.line', { rule, owner }),
    expected: tells(line.allowed),
    found: tells(line.wanted),
  };
}

export function StepCheck({ check, table, onStep }: StepProps) {
  const failed = check.lines.filter((line) => !line.passed).length;
  return (
    <StepFrame
      onBack={() => onStep('parameters')}
      onNext={() => onStep('summary')}
      blocked={check.passed ? undefined : say('builder.blocked')}
    >
      <TrustSentence kind="verified">{say('builder.preflight.trust')}</TrustSentence>
      <p role="status" className="text-body">
        {check.passed
          ? say('builder.preflight.passed')
          : say('builder.preflight.failed', { n: failed })}
      </p>
      <CheckList
        title={say('builder.preflight')}
        checks={check.lines.map((line, i) => checkOf(line, i, table))}
      />
    </StepFrame>
  );
}
