import { useId, type ComponentProps, type ReactNode } from 'react';

export const tickClasses =
  'mt-[3px] size-4 shrink-0 accent-accent disabled:opacity-45 forced-colors:accent-auto';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'children'> {
  readonly label: ReactNode;
  readonly help?: ReactNode;
}

export function Checkbox({ label, help, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex gap-2.5 max-sm:py-2.5">
      <input
        id={id}
        type="checkbox"
        className={tickClasses}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        {...rest}
      />
      <div>
        <label htmlFor={id} className="text-body">
          {label}
        </label>
        {help === undefined ? null : (
          <p id={`${id}-help`} className="text-table text-muted">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
