'use client';

import type { Doc, Hash, UsagePolicy } from '#enclave/protocol/index.ts';
import type { CollaborationTable } from '../_client/tables/table-of.ts';
import { listed } from '../_text/format.ts';
import { questionOf } from '../_text/templates/words-of.ts';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { PolicySentence, type SentencePart } from '../_ui/policy-sentence.tsx';
import { Section } from '../_ui/section.tsx';
import { Choices } from './choices.tsx';
import { Machines } from './machines.tsx';
import {
  badNumbers,
  isEmptyRule,
  presets,
  withPartners,
  type Preset,
  type RuleChoices,
} from './rule-choices.ts';
import { RuleData, type OwnData } from './rule-data.tsx';
import { RuleNumbers } from './rule-numbers.tsx';

function questionName(id: string): string {
  const [ours = id, digest] = id.split('@');
  const name = questionOf(ours);
  return digest === undefined ? name : say('rule.question.other', { name });
}

interface RuleFormProps {
  readonly choices: RuleChoices;
  readonly onChange: (change: Partial<RuleChoices>) => void;
  readonly table: CollaborationTable;
  /** Template ids of this build. */
  readonly questions: readonly string[];
  readonly own: OwnData;
  /** The rule that this one follows, where there is one. */
  readonly signed?: Doc<UsagePolicy> | undefined;
  /** Whose words this person compared: a rule that names others is not signed. */
  readonly compared: ReadonlySet<Hash>;
}

/** The decisions of people as real controls; the sentence and the document follow. */
export function RuleForm(props: RuleFormProps) {
  const { choices, onChange, table, questions, own, signed, compared } = props;
  const parties = (name: 'analysts' | 'receivers' | 'partners', legend: string) => (
    <Choices
      legend={legend}
      choices={table.parties
        .filter(({ party }) => name !== 'partners' || party !== own.party)
        .map(({ party, name: label }) => ({
          value: party,
          label,
          help: compared.has(party) ? undefined : (
            <LinkText href="/organisation/verified-partners">{say('rule.notCompared')}</LinkText>
          ),
        }))}
      chosen={choices[name]}
      onChoose={(chosen) =>
        onChange(name === 'partners' ? withPartners(choices, chosen, table) : { [name]: chosen })
      }
    />
  );
  const named = new Set([...choices.analysts, ...choices.receivers, ...choices.partners]);
  const strangers = table.parties.filter(({ party }) => named.has(party) && !compared.has(party));
  return (
    <div className="grid gap-8 xl:grid-cols-[7fr_5fr] xl:gap-12 [&>section]:mb-0">
      <div className="flex flex-col gap-8">
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-table text-muted">{say('rule.preset')}</span>
          {(Object.keys(presets) as Preset[]).map((preset) => (
            <Button key={preset} size="small" onClick={() => onChange(presets[preset])}>
              {say(`rule.preset.${preset}`)}
            </Button>
          ))}
        </div>
        <div className="grid items-start gap-x-4 gap-y-8 sm:grid-cols-3">
          {parties('analysts', say('rule.analysts'))}
          {parties('receivers', say('rule.receivers'))}
          {parties('partners', say('rule.partners'))}
        </div>
        <Choices
          legend={say('rule.questions')}
          choices={[...new Set([...questions, ...choices.questions])].map((value) => ({
            value,
            label: questionName(value),
          }))}
          chosen={choices.questions}
          onChoose={(chosen) => onChange({ questions: chosen })}
        />
        <RuleData choices={choices} onChange={onChange} table={table} own={own} signed={signed} />
        <RuleNumbers choices={choices} onChange={onChange} />
        <fieldset className="min-w-0">
          <legend className="mb-2 text-caption">{say('machines.title')}</legend>
          <p className="mb-3 max-w-measure text-table text-muted">{say('machines.note')}</p>
          <Machines entries={choices.enclaves} onChange={(enclaves) => onChange({ enclaves })} />
        </fieldset>
      </div>
      <Section title={say('rule.sentence')} note={say('rule.edit.code')}>
        <InWords choices={choices} table={table} />
        {strangers.length === 0 ? null : (
          <p className="mt-4 text-table text-attention">
            {say('rule.strangers', { names: listed(strangers.map(({ name }) => name)) })}
          </p>
        )}
      </Section>
    </div>
  );
}

type InWordsProps = Pick<RuleFormProps, 'choices' | 'table'>;

function InWords({ choices, table }: InWordsProps) {
  if (badNumbers(choices).length > 0) {
    return <p className="text-table text-refused">{say('edit.diff.numbers')}</p>;
  }
  if (isEmptyRule(choices)) {
    return <p className="text-table text-attention">{say('rule.nothing')}</p>;
  }
  return <PolicySentence size="body" parts={sentenceOf(choices, table)} />;
}

function sentenceOf(choices: RuleChoices, table: CollaborationTable): readonly SentencePart[] {
  const names = (parties: readonly Hash[]) => {
    const known = table.parties.filter(({ party }) => parties.includes(party));
    return { value: known.map(({ name }) => name).join(', ') || say('rule.nobody') };
  };
  const asked = choices.questions.map(questionName).join(' ');
  const { entitiesMin, jobsMax, days } = choices;
  return [
    ...[names(choices.analysts), say('rule.mayAsk'), { value: asked }, ' '],
    ...[say('rule.groups'), { value: String(entitiesMin) }, say('rule.people'), ' '],
    ...[say('rule.joined'), names(choices.partners), '. '],
    ...[say('rule.answers'), names(choices.receivers), '. '],
    ...[say('rule.jobs'), { value: String(jobsMax) }, say('rule.form.jobs')],
    ...[{ value: String(days) }, say('rule.form.days')],
  ];
}
