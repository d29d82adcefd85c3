'use client';

import { say } from '#app/_text/text.ts';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import type { StepProps } from './step-props.ts';
import { labelled, lifetimes, segmentsOf, smallestAllowed } from './draft.ts';
import { StepFrame } from './step-frame.tsx';

const whole = (text: string) => Math.max(0, Math.floor(Number(text)));

export function StepParameters(props: StepProps) {
  const { table, values, onChange, onStep } = props;
  const min = smallestAllowed(values, table);
  return (
    <StepFrame onBack={() => onStep('data')} onNext={() => onStep('check')}>
      {values.question === 'overlap' ? <Grouping {...props} /> : <Lenders {...props} />}
      <Field label={say('builder.smallest')} help={say('builder.smallest.help', { min })}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={min}
            value={values.smallest}
            onChange={(event) => onChange({ smallest: whole(event.target.value) })}
          />
        )}
      </Field>
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

function Grouping({ table, values, onChange }: StepProps) {
  return (
    <Field label={say('builder.segment')}>
      {(control) => (
        <Select
          {...control}
          value={values.segment}
          choices={[
            { value: 'none', label: say('builder.segment.none') },
            ...segmentsOf(values, table).map((name) => ({ value: name, label: name })),
          ]}
          onChange={(event) => onChange({ segment: event.target.value })}
        />
      )}
    </Field>
  );
}

function Lenders({ table, values, onChange }: StepProps) {
  return (
    <>
      <Field label={say('builder.topCode')}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={2}
            max={values.datasets.length}
            value={values.topCode}
            onChange={(event) => onChange({ topCode: whole(event.target.value) })}
          />
        )}
      </Field>
      <Field label={say('builder.label')}>
        {(control) => (
          <Select
            {...control}
            value={values.label}
            choices={[
              { value: 'none', label: say('builder.label.none') },
              ...labelled(values, table).map(({ id, ownerName }) => ({
                value: id,
                label: ownerName,
              })),
            ]}
            onChange={(event) => onChange({ label: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
