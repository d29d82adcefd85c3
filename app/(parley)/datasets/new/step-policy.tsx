'use client';

import { useQuery } from '@tanstack/react-query';
import { Refusal } from '#app/_frame/refusal.tsx';
import { builtTemplates } from '#app/_client/session/build-facts.ts';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import { comparedBy } from '#app/_client/session/member.ts';
import { readTable } from '#app/_client/tables/table-of.ts';
import { badNumbers, groupingsOf, isEmptyRule } from '#app/_policy/rule-choices.ts';
import { RuleForm } from '#app/_policy/rule-form.tsx';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { declared } from './columns.ts';
import type { RegisterStepProps } from './register-props.ts';

export function StepPolicy({ member, state, onChange, onStep }: RegisterStepProps) {
  const { api } = useKeys();
  const table = useQuery({
    queryKey: ['table', state.collaboration],
    queryFn: () => readTable(api, state.collaboration),
  });
  if (table.error !== null) return <Refusal error={table.error} />;
  if (table.data === undefined) return <Skeleton rows={6} />;
  const own = declared(state.columns);
  const rule = state.isRuleTouched ? state.rule : { ...state.rule, groupings: groupingsOf(own) };
  const isGood = !isEmptyRule(rule) && badNumbers(rule).length === 0;
  return (
    <div className="flex flex-col gap-8 [&>section]:mb-0">
      <Section title={say('rule.title')}>
        <RuleForm
          choices={rule}
          onChange={(change) => onChange({ rule: { ...rule, ...change }, isRuleTouched: true })}
          table={table.data}
          questions={builtTemplates().refs.map((ref) => ref.id)}
          own={{
            party: member.party.party,
            columns: own,
            ...(state.version === undefined ? {} : { manifest: state.version.manifest }),
          }}
          compared={comparedBy(member)}
        />
      </Section>
      <div className="flex gap-3">
        <Button onClick={() => onStep('check')}>{say('builder.back')}</Button>
        <Button variant="filled" disabled={!isGood} onClick={() => onStep('seal')}>
          {say('builder.next')}
        </Button>
      </div>
    </div>
  );
}
