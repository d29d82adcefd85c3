import type { ReactNode } from 'react';
import { Checkbox } from '../_ui/checkbox.tsx';

interface ChoicesProps<T extends string> {
  readonly legend: string;
  readonly note?: string | undefined;
  readonly choices: readonly {
    readonly value: T;
    readonly label: string;
    readonly help?: ReactNode;
  }[];
  readonly chosen: readonly T[];
  readonly onChoose: (chosen: readonly T[]) => void;
}

/** A group of boxes to tick. */
export function Choices<T extends string>({
  legend,
  note,
  choices,
  chosen,
  onChoose,
}: ChoicesProps<T>) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 max-sm:gap-0">
      <legend className="mb-2 text-caption max-sm:mb-0">{legend}</legend>
      {note === undefined ? null : <p className="text-table text-muted">{note}</p>}
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
