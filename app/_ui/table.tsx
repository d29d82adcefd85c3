import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';

interface TableProps {
  /** Names the table; read first, shown above it only with `captionShown`. */
  readonly caption: string;
  readonly captionShown?: boolean;
  /** On phones each row becomes a block: its head, then `label` and value of every cell. */
  readonly stacked?: boolean;
  readonly children: ReactNode;
}

/** Hairlines and alignment. Wide tables scroll inside their own box, also by keyboard. */
export function Table({ caption, captionShown = false, stacked = false, children }: TableProps) {
  return (
    <div
      className="relative overflow-x-auto"
      role="group"
      aria-label={caption}
      tabIndex={0}
      data-stacked={stacked ? '' : undefined}
    >
      <table className="w-full border-collapse text-left text-table stacked:block">
        <caption
          className={
            captionShown ? 'pb-2 text-left text-table font-medium stacked:block' : 'sr-only'
          }
        >
          {caption}
        </caption>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ children }: { readonly children: ReactNode }) {
  return <thead className="border-b border-line-strong stacked:sr-only">{children}</thead>;
}

export function TableBody({ children }: { readonly children: ReactNode }) {
  return <tbody className="divide-y border-b stacked:block stacked:border-t">{children}</tbody>;
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      className={cx(
        'transition-colors [tbody_&]:hover:bg-hover stacked:grid stacked:gap-1 stacked:py-3',
        className,
      )}
      {...rest}
    />
  );
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

const cell =
  'h-11 px-3 py-2 align-middle first:pl-0 last:pr-0 stacked:block stacked:h-auto stacked:p-0';

/** The label floats in a margin of its own, so that a long one makes its row higher. */
const labelled =
  'stacked:flow-root stacked:pl-26 stacked:before:float-left stacked:before:-ml-26 stacked:before:w-24 stacked:before:text-table stacked:before:font-normal stacked:before:text-muted stacked:before:content-[attr(data-label)]';

interface CellProps extends ComponentProps<'td'>, NumericProps {
  /** What the head of its column says, for tables that stack. */
  readonly label?: string;
}

export function Cell({ numeric = false, label, className, ...rest }: CellProps) {
  return (
    <td
      data-label={label}
      className={cx(
        cell,
        numeric && numbers,
        label !== undefined && labelled,
        'stacked:empty:hidden',
        className,
      )}
      {...rest}
    />
  );
}

/** The cell that names its row. */
export function RowHead({ className, ...rest }: ComponentProps<'th'>) {
  return <th scope="row" className={cx(cell, 'font-medium', className)} {...rest} />;
}
