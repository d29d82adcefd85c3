'use client';

import { useQuery } from '@tanstack/react-query';
import { Refusal } from '../../../_frame/refusal.tsx';
import { builtTemplates } from '../../../_participant/build-facts.ts';
import { useKeys } from '../../../_participant/keys-context.tsx';
import { comparedBy } from '../../../_participant/member.ts';
import { readTable } from '../../../_participant/table-of.ts';
import { isEmptyRule } from '../../../_policy/rule-choices.ts';
import { RuleForm } from '../../../_policy/rule-form.tsx';
import { say } from '../../../_text/text.ts';
import { Button } from '../../../_ui/button.tsx';
import { Section } from '../../../_ui/section.tsx';
import { Skeleton } from '../../../_ui/skeleton.tsx';
import type { RegisterStepProps } from './register-props.ts';

export function StepPolicy({ member, state, onChange, onStep }: RegisterStepProps) {
  const { api } = useKeys();
  const table = useQuery({
    queryKey: ['table', state.collaboration],
    queryFn: () => readTable(api, state.collaboration),
  });
  if (table.error !== null) return <Refusal error={table.error} />;
  if (table.data === undefined) return <Skeleton rows={6} />;
  return (
    <div className="flex flex-col gap-8 [&>section]:mb-0">
      <Section title={say('rule.title')}>
        <RuleForm
          choices={state.rule}
          onChange={(change) => onChange({ rule: { ...state.rule, ...change } })}
          table={table.data}
          questions={builtTemplates().refs.map((ref) => ref.id)}
          own={member.party.party}
          compared={comparedBy(member)}
        />
      </Section>
      <div className="flex gap-3">
        <Button onClick={() => onStep('check')}>{say('builder.back')}</Button>
        <Button variant="filled" disabled={isEmptyRule(state.rule)} onClick={() => onStep('seal')}>
          {say('builder.next')}
        </Button>
      </div>
    </div>
  );
}
