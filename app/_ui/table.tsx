import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';

interface TableProps {
  /** Names the table; read first, shown above it only with `captionShown`. */
  readonly caption: string;
  readonly captionShown?: boolean;
  readonly children: ReactNode;
}

/** Hairlines and alignment. Wide tables scroll inside their own box, also by keyboard. */
export function Table({ caption, captionShown = false, children }: TableProps) {
  return (
    <div className="relative overflow-x-auto" role="group" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-left text-table">
        <caption className={captionShown ? 'pb-2 text-left text-table font-medium' : 'sr-only'}>
          {caption}
        </caption>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { readonly children: ReactNode }) {
  return <thead className="border-b border-line-strong">{children}</thead>;
}

export function TableBody({ children }: { readonly children: ReactNode }) {
  return <tbody className="divide-y border-b">{children}</tbody>;
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cx('transition-colors [tbody_&]:hover:bg-hover', className)} {...rest} />;
}

interface NumericProps {
  /** Right-aligned, with the unit in the head. */
  readonly numeric?: boolean;
}

const numbers = 'text-right whitespace-nowrap';

export function HeadCell({
  numeric = false,
  className,
  ...rest
}: ComponentProps<'th'> & NumericProps) {
  return (
    <th
      scope="col"
      className={cx(
        'h-9 px-3 py-2 align-bottom text-caption text-muted first:pl-0 last:pr-0',
        numeric && numbers,
        className,
      )}
      {...rest}
    />
  );
}

const cell = 'h-11 px-3 py-2 align-middle first:pl-0 last:pr-0';

export function Cell({ numeric = false, className, ...rest }: ComponentProps<'td'> & NumericProps) {
  return <td className={cx(cell, numeric && numbers, className)} {...rest} />;
}

/** The cell that names its row. */
export function RowHead({ className, ...rest }: ComponentProps<'th'>) {
  return <th scope="row" className={cx(cell, 'font-medium', className)} {...rest} />;
}
