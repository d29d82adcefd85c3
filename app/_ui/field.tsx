import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { Icon } from './icon.tsx';

/** What a control needs to belong to its label, help and error. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** The id of the control, if a problem summary links to it. */
  readonly id?: string;
  readonly children: (control: ControlProps) => ReactNode;
}

/** Label above, control, help and error below; both are read with the control. */
export function Field({ label, help, error, optional = false, id, children }: FieldProps) {
  const made = useId();
  const control = id ?? made;
  const described = [
    help === undefined ? undefined : `${control}-help`,
    error === undefined ? undefined : `${control}-error`,
  ].filter((part) => part !== undefined);
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={control} className="text-caption text-text">
        {label}
        {optional ? <span className="ml-1.5 text-faint">{say('form.optional')}</span> : null}
      </label>
      {children({
        id: control,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error === undefined ? null : (
        <p id={`${control}-error`} className="flex gap-1.5 text-table text-refused">
          <Icon of={CircleAlert} className="mt-0.5" />
          {error}
        </p>
      )}
      {help === undefined ? null : (
        <p id={`${control}-help`} className="max-w-measure text-table text-muted">
          {help}
        </p>
      )}
    </div>
  );
}
