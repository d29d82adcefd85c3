'use client';

import { useId } from 'react';
import { tickClasses } from './checkbox.tsx';

export interface RadioChoice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}

interface RadioGroupProps {
  readonly legend: string;
  readonly name: string;
  readonly choices: readonly RadioChoice[];
  /** Leave out for a decision: nothing is chosen for the reader. */
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  readonly onChoose?: ((value: string) => void) | undefined;
}

export function RadioGroup({ legend, name, choices, value, error, onChoose }: RadioGroupProps) {
  const id = useId();
  return (
    <fieldset
      className="grid gap-2"
      aria-describedby={error === undefined ? undefined : `${id}-error`}
    >
      <legend className="mb-2 text-caption">{legend}</legend>
      {error === undefined ? null : (
        <p id={`${id}-error`} className="text-table text-refused">
          {error}
        </p>
      )}
      {choices.map((choice) => (
        <label key={choice.value} className="flex gap-2.5 max-sm:py-2.5">
          <input
            type="radio"
            name={name}
            value={choice.value}
            className={tickClasses}
            {...(onChoose === undefined
              ? { defaultChecked: value === choice.value }
              : { checked: value === choice.value, onChange: () => onChoose(choice.value) })}
          />
          <span>
            <span className="block text-body">{choice.label}</span>
            {choice.help === undefined ? null : (
              <span className="block text-table text-muted">{choice.help}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
