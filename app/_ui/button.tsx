import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';

const look = cva(
  'inline-flex items-center justify-center gap-2 rounded-control border text-center font-medium transition-colors select-none disabled:opacity-45 aria-disabled:opacity-45',
  {
    variants: {
      variant: {
        filled:
          'border-transparent bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover',
        outline: 'border-control bg-surface text-text enabled:hover:bg-hover [a&]:hover:bg-hover',
        quiet:
          'border-transparent text-muted enabled:hover:bg-hover enabled:hover:text-text [a&]:hover:bg-hover [a&]:hover:text-text',
        'danger-outline':
          'border-refused-line bg-surface text-refused enabled:hover:bg-refused-soft [a&]:hover:bg-refused-soft',
      },
      size: {
        small: 'min-h-7 px-2 py-0.5 text-table max-sm:min-h-11',
        medium: 'min-h-9 px-3 py-1.5 text-table max-sm:min-h-11',
        large: 'min-h-11 px-5 py-2 text-body',
        icon: 'size-7 text-table max-sm:size-11',
      },
    },
    defaultVariants: { variant: 'outline', size: 'medium' },
  },
);

interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof look> {
  /** Gives the look to the one child instead, for links. */
  readonly asChild?: boolean;
}

/** At most one `filled` per view; a pair of opposite decisions is two `outline` of one size. */
export function Button({ variant, size, asChild = false, className, ...rest }: ButtonProps) {
  const classes = cx(look({ variant, size }), 'font-medium', className);
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  return <button type="button" className={classes} {...rest} />;
}
