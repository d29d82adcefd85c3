import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';
import { Icon } from './icon.tsx';
import { controlClasses } from './input.tsx';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'children'> {
  readonly choices: readonly Choice[];
  /** Shown first and not choosable, so that nothing is chosen for the reader. */
  readonly placeholder?: string | undefined;
}

/** The browser's own select: it is known, works on phones and speaks to screen readers. */
export function Select({ choices, placeholder, className, ...rest }: SelectProps) {
  const start =
    placeholder === undefined || rest.value !== undefined ? {} : { defaultValue: '', ...rest };
  return (
    <span className="relative block">
      <select
        className={cx(controlClasses, 'appearance-none pr-8', className)}
        {...rest}
        {...start}
      >
        {placeholder === undefined ? null : (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon
        of={ChevronDown}
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
