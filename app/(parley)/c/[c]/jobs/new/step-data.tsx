'use client';

import { labelLengthMax } from '#server/domain/job-state.ts';
import { questionOf } from '#app/_text/templates/words-of.ts';
import { say } from '#app/_text/text.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { describeDataset } from './describe-dataset.ts';
import { isComplete, takesList, withDatasets } from './draft.ts';
import { ParameterField } from './parameter-field.tsx';
import type { StepProps } from './step-props.ts';
import { StepFrame } from './step-frame.tsx';

export function StepData(props: StepProps) {
  const { table, values, template, questions, words, onChange, onQuestion, onStep } = props;
  const isReady = isComplete(values, template, table);
  return (
    <StepFrame
      onNext={() => onStep('parameters')}
      blocked={isReady ? undefined : say('builder.missing')}
    >
      <Field label={say('builder.choose')}>
        {(control) => (
          <Select
            {...control}
            value={values.question}
            choices={questions.map((value) => ({ value, label: questionOf(value) }))}
            onChange={(event) => onQuestion(event.target.value)}
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
      {takesList(template) ? (
        <Datasets {...props} />
      ) : (
        template.parameters.map((parameter) => {
          const named = words.parameters[parameter.name];
          if (parameter.kind !== 'input' || named === undefined) return null;
          return (
            <ParameterField key={parameter.name} {...props} parameter={parameter} words={named} />
          );
        })
      )}
    </StepFrame>
  );
}

function Datasets({ table, values, template, words, onChange }: StepProps) {
  const toggle = (alias: string, isOn: boolean) => {
    const others = values.datasets.filter((one) => one !== alias);
    onChange(withDatasets(values, template, isOn ? [...others, alias] : others));
  };
  return (
    <fieldset className="flex flex-col gap-2 max-sm:gap-0">
      <legend className="mb-2 text-caption">{words.datasets ?? say('builder.datasets')}</legend>
      {table.datasets.map((one) => (
        <Checkbox
          key={one.alias}
          label={describeDataset(one)}
          checked={values.datasets.includes(one.alias)}
          onChange={(event) => toggle(one.alias, event.target.checked)}
        />
      ))}
    </fieldset>
  );
}
