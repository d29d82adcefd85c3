'use client';

import type { CollaborationTable } from '#app/_client/tables/table-of.ts';
import { termChecks, type TermNames } from '#app/_policy/term-checks.ts';
import { listed } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { CheckList } from '#app/_ui/check-list.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';
import type { StepProps } from './step-props.ts';
import { StepFrame } from './step-frame.tsx';

function namesIn(question: string, { parties, datasets }: CollaborationTable): TermNames {
  const nameOf = (party: string) => parties.find((one) => one.party === party)?.name ?? party;
  const readable = (text: string) => {
    const named = parties.reduce((words, one) => words.replaceAll(one.party, one.name), text);
    return datasets.reduce((words, one) => words.replaceAll(one.alias, one.name), named);
  };
  return { question, nameOf, readable };
}

export function StepCheck({ check, table, values, onStep }: StepProps) {
  const names = namesIn(values.question, table);
  const failed = check.lines.filter((line) => !line.passed);
  const owners = failed.flatMap(({ owner }) => (owner === undefined ? [] : [names.nameOf(owner)]));
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
          : say('builder.preflight.failed', {
              owners: listed([...new Set(owners)]),
              n: failed.length,
              total: check.lines.length,
            })}
      </p>
      <CheckList title={say('builder.preflight')} checks={termChecks(check.lines, names)} />
    </StepFrame>
  );
}
