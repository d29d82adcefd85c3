'use client';

import { say } from '#app/_text/text.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Select } from '#app/_ui/select.tsx';
import { lifetimes, smallestShown, takesList } from './draft.ts';
import { ParameterField } from './parameter-field.tsx';
import type { StepProps } from './step-props.ts';
import { StepFrame } from './step-frame.tsx';

export function StepParameters(props: StepProps) {
  const { table, values, template, words, onChange, onStep } = props;
  // The inputs of a question that takes no list were chosen with the data.
  const asked = template.parameters.filter(({ kind }) => kind !== 'input' || takesList(template));
  return (
    <StepFrame onBack={() => onStep('data')} onNext={() => onStep('check')}>
      {asked.map((parameter) => {
        const named = words.parameters[parameter.name];
        if (named === undefined) return null;
        return (
          <ParameterField key={parameter.name} {...props} parameter={parameter} words={named} />
        );
      })}
      <p className="text-table text-muted">
        {say('builder.smallest', { min: smallestShown(values, template, table) })}
      </p>
      <fieldset className="flex flex-col gap-2 max-sm:gap-0">
        <legend className="mb-2 text-caption">{say('builder.receivers')}</legend>
        {table.parties.map(({ party, name }) => (
          <Checkbox
            key={party}
            label={name}
            checked={values.receivers.includes(party)}
            onChange={(event) =>
              onChange({
                receivers: event.target.checked
                  ? [...values.receivers, party]
                  : values.receivers.filter((one) => one !== party),
              })
            }
          />
        ))}
      </fieldset>
      <Field label={say('builder.expires')}>
        {(control) => (
          <Select
            {...control}
            value={String(values.days)}
            choices={lifetimes.map((days) => ({
              value: String(days),
              label: say(`builder.expires.${days}`),
            }))}
            onChange={(event) => onChange({ days: Number(event.target.value) })}
          />
        )}
      </Field>
    </StepFrame>
  );
}
