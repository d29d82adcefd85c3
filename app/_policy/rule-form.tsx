'use client';

import type { ReactNode } from 'react';
import type { Hash } from '../../enclave-jobs/protocol/index.ts';
import type { CollaborationTable } from '../_participant/table-of.ts';
import { listed } from '../_text/format.ts';
import { say, type PlainMessageKey } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { Checkbox } from '../_ui/checkbox.tsx';
import { Field } from '../_ui/field.tsx';
import { Input } from '../_ui/input.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { PolicySentence, type SentencePart } from '../_ui/policy-sentence.tsx';
import { Section } from '../_ui/section.tsx';
import { Machines } from './machines.tsx';
import { isEmptyRule, presets, type Preset, type RuleChoices } from './rule-choices.ts';

const questionNames: Readonly<Record<string, PlainMessageKey>> = {
  overlap: 'builder.title.overlap',
  'multi-lending': 'builder.title.multi-lending',
};

function questionName(id: string): string {
  const key = questionNames[id];
  return key === undefined ? id : say(key);
}

interface RuleFormProps {
  readonly choices: RuleChoices;
  readonly onChange: (change: Partial<RuleChoices>) => void;
  readonly table: CollaborationTable;
  /** Template ids of this build. */
  readonly questions: readonly string[];
  /** The owner: its own data is not its partner. */
  readonly own: Hash;
  /** Whose words this person compared: a rule that names others is not signed. */
  readonly compared: ReadonlySet<Hash>;
}

const whole = (text: string) => Math.max(0, Math.floor(Number(text)));

/** The decisions of people as real controls; the sentence and the document follow. */
export function RuleForm({ choices, onChange, table, questions, own, compared }: RuleFormProps) {
  const number = (name: 'entitiesMin' | 'jobsMax' | 'days', label: string) => (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          value={choices[name]}
          onChange={(event) => onChange({ [name]: whole(event.target.value) })}
        />
      )}
    </Field>
  );
  const parties = (name: 'analysts' | 'receivers' | 'partners', legend: string) => (
    <Choices
      legend={legend}
      choices={table.parties
        .filter(({ party }) => name !== 'partners' || party !== own)
        .map(({ party, name: label }) => ({
          value: party,
          label,
          help: compared.has(party) ? undefined : (
            <LinkText href="/organisation/pins">{say('rule.notCompared')}</LinkText>
          ),
        }))}
      chosen={choices[name]}
      onChoose={(chosen) => onChange({ [name]: chosen })}
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
          choices={questions.map((value) => ({ value, label: questionName(value) }))}
          chosen={choices.questions}
          onChoose={(chosen) => onChange({ questions: chosen })}
        />
        <div className="grid items-end gap-4 sm:grid-cols-3">
          {number('entitiesMin', say('rule.entitiesMin'))}
          {number('jobsMax', say('rule.jobsMax'))}
          {number('days', say('rule.days'))}
        </div>
        <fieldset className="min-w-0">
          <legend className="mb-2 text-caption">{say('machines.title')}</legend>
          <p className="mb-3 max-w-measure text-table text-muted">{say('machines.note')}</p>
          <Machines entries={choices.enclaves} onChange={(enclaves) => onChange({ enclaves })} />
        </fieldset>
      </div>
      <Section title={say('rule.sentence')} note={say('rule.edit.code')}>
        <PolicySentence size="body" parts={sentenceOf(choices, table)} />
        {isEmptyRule(choices) ? (
          <p className="mt-4 text-table text-attention">{say('rule.nothing')}</p>
        ) : null}
        {strangers.length === 0 ? null : (
          <p className="mt-4 text-table text-attention">
            {say('rule.strangers', { names: listed(strangers.map(({ name }) => name)) })}
          </p>
        )}
      </Section>
    </div>
  );
}

interface ChoicesProps<T extends string> {
  readonly legend: string;
  readonly choices: readonly {
    readonly value: T;
    readonly label: string;
    readonly help?: ReactNode;
  }[];
  readonly chosen: readonly T[];
  readonly onChoose: (chosen: readonly T[]) => void;
}

function Choices<T extends string>({ legend, choices, chosen, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 max-sm:gap-0">
      <legend className="mb-2 text-caption max-sm:mb-0">{legend}</legend>
      {choices.map(({ value, label, help }) => (
        <Checkbox
          key={value}
          label={label}
          help={help}
          checked={chosen.includes(value)}
          onChange={(event) =>
            onChoose(
              event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value),
            )
          }
        />
      ))}
    </fieldset>
  );
}

function sentenceOf(choices: RuleChoices, table: CollaborationTable): readonly SentencePart[] {
  const names = (parties: readonly Hash[]) => {
    const known = table.parties.filter(({ party }) => parties.includes(party));
    return { value: known.map(({ name }) => name).join(', ') || say('rule.nobody') };
  };
  const asked = choices.questions.map(questionName).join(' ') || say('rule.noQuestion');
  const { entitiesMin, jobsMax, days } = choices;
  return [
    ...[names(choices.analysts), ' may ask ', { value: asked }, ' about at least '],
    ...[{ value: String(entitiesMin) }, ' people per group, joined only with data of '],
    ...[names(choices.partners), '. Answers go to ', names(choices.receivers), '. At most '],
    ...[{ value: String(jobsMax) }, ' threshold jobs, for ', { value: String(days) }, ' days.'],
  ];
}
