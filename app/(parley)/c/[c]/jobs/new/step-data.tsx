'use client';

import { formatCount } from '#app/_text/format.ts';
import { labelLengthMax } from '#server/domain/job-state.ts';
import { say } from '#app/_text/text.ts';
import type { TableDataset } from '#app/_client/tables/table-of.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import type { StepProps } from './step-props.ts';
import { isComplete, questions } from './draft.ts';
import { StepFrame } from './step-frame.tsx';

function describe({ ownerName, manifest }: TableDataset): string {
  const { version, entitiesRounded } = manifest.value;
  return say('builder.dataset', {
    owner: ownerName,
    version,
    people: formatCount(entitiesRounded),
  });
}

export function StepData({ table, values, onChange, onStep }: StepProps) {
  return (
    <StepFrame
      onNext={() => onStep('parameters')}
      blocked={isComplete(values) ? undefined : say('builder.missing')}
    >
      <Field label={say('builder.choose')}>
        {(control) => (
          <Select
            {...control}
            value={values.question}
            choices={questions.map((value) => ({ value, label: say(`builder.title.${value}`) }))}
            onChange={(event) => {
              const question = questions.find((one) => one === event.target.value);
              if (question === undefined) return;
              onChange({ question, title: say(`builder.title.${question}`), datasets: [] });
            }}
          />
        )}
      </Field>
      <Field label={say('builder.name')} help={say('builder.name.help')}>
        {(control) => (
          <Input
            {...control}
            value={values.title}
            maxLength={labelLengthMax}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      {values.question === 'overlap' ? (
        <Pair table={table} values={values} onChange={onChange} />
      ) : (
        <Several table={table} values={values} onChange={onChange} />
      )}
    </StepFrame>
  );
}

type ChoiceProps = Pick<StepProps, 'table' | 'values' | 'onChange'>;

function Pair({ table, values, onChange }: ChoiceProps) {
  const choose = (at: 0 | 1, id: string) => {
    const [left = '', right = ''] = values.datasets;
    onChange({ datasets: at === 0 ? [id, right] : [left, id], segment: 'none' });
  };
  return ([0, 1] as const).map((at) => (
    <Field key={at} label={at === 0 ? say('builder.left') : say('builder.right')}>
      {(control) => (
        <Select
          {...control}
          value={values.datasets[at] ?? ''}
          placeholder={say('builder.choose.dataset')}
          choices={table.datasets.map((one) => ({
            value: one.id,
            label: describe(one),
            disabled: values.datasets[1 - at] === one.id,
          }))}
          onChange={(event) => choose(at, event.target.value)}
        />
      )}
    </Field>
  ));
}

function Several({ table, values, onChange }: ChoiceProps) {
  const toggle = (id: string, isOn: boolean) =>
    onChange({
      datasets: isOn ? [...values.datasets, id] : values.datasets.filter((one) => one !== id),
      label: 'none',
    });
  return (
    <fieldset className="flex flex-col gap-2 max-sm:gap-0">
      <legend className="mb-2 text-caption">{say('builder.datasets')}</legend>
      {table.datasets.map((one) => (
        <Checkbox
          key={one.id}
          label={describe(one)}
          checked={values.datasets.includes(one.id)}
          onChange={(event) => toggle(one.id, event.target.checked)}
        />
      ))}
    </fieldset>
  );
}
