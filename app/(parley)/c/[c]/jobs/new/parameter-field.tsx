'use client';

import { none, type Parameter } from '#enclave/templates/index.ts';
import type { ParameterWords } from '#app/_text/templates/template-words.ts';
import { say } from '#app/_text/text.ts';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { Select } from '#app/_ui/select.tsx';
import { describeDataset } from './describe-dataset.ts';
import { columnChoices, inputChoices, withParam } from './draft.ts';
import type { StepProps } from './step-props.ts';

interface ParameterFieldProps extends Omit<StepProps, 'words'> {
  readonly parameter: Parameter;
  readonly words: ParameterWords;
}

const whole = (text: string) => Math.max(0, Math.floor(Number(text)));

/** What a parameter can be; undefined for a number, which is written. */
function choicesOf({ parameter, words, values, template, table }: ParameterFieldProps) {
  const nothing = { value: none, label: words.none ?? say('builder.none') };
  switch (parameter.kind) {
    case 'input': {
      const inputs = inputChoices(parameter, values, template, table).map((one) => ({
        ...{ value: one.alias, label: describeDataset(one) },
        disabled: isNamedElsewhere(one.alias, { parameter, values, template }),
      }));
      return parameter.optional === true ? [nothing, ...inputs] : inputs;
    }
    case 'column':
      return [
        nothing,
        ...columnChoices(parameter, values, table).map((name) => ({ value: name, label: name })),
      ];
    case 'choice':
      return parameter.words.map((value) => ({ value, label: words.words?.[value] ?? value }));
    case 'integer':
      return undefined;
  }
}

/** A dataset is one part of a question. */
function isNamedElsewhere(
  alias: string,
  { parameter, values, template }: Pick<ParameterFieldProps, 'parameter' | 'values' | 'template'>,
): boolean {
  return template.parameters.some(
    (one) => one.kind === 'input' && one !== parameter && values.params[one.name] === alias,
  );
}

/** One choice of the person who asks, drawn from the template's own description. */
export function ParameterField(props: ParameterFieldProps) {
  const { parameter, words, values, template, onChange } = props;
  const { name } = parameter;
  const choices = choicesOf(props);
  const set = (value: string | number) =>
    onChange({ params: withParam(values, template, name, value) });
  return (
    <Field label={words.label} help={words.help}>
      {(control) =>
        choices === undefined ? (
          <Input
            {...control}
            type="number"
            min={parameter.kind === 'integer' ? parameter.min : undefined}
            max={parameter.kind === 'integer' ? parameter.max : undefined}
            value={values.params[name] ?? ''}
            onChange={(event) => set(whole(event.target.value))}
          />
        ) : (
          <Select
            {...control}
            value={String(values.params[name] ?? '')}
            placeholder={parameter.kind === 'input' ? say('builder.choose.dataset') : undefined}
            choices={choices}
            onChange={(event) => set(event.target.value)}
          />
        )
      }
    </Field>
  );
}
