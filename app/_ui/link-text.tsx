import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';

/** A link inside or beside text. */
export function LinkText({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cx(
        'rounded-badge text-accent-text underline decoration-line-strong underline-offset-[3px] transition-colors hover:decoration-current',
        className,
      )}
      {...rest}
    />
  );
}
