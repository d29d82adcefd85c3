import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';

export const controlClasses =
  'min-h-9 w-full rounded-control border border-control bg-surface px-2.5 py-1.5 text-table text-text transition-colors placeholder:text-faint aria-invalid:border-refused disabled:bg-sunken disabled:text-faint max-sm:min-h-11 max-sm:text-[16px]';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cx(controlClasses, className)} {...rest} />;
}

export function TextArea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={cx(controlClasses, className)} {...rest} />;
}
