import Link from 'next/link';
import type { ReactNode } from 'react';
import { LinkText } from '../../_ui/link-text.tsx';

export interface JobRow {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly line: ReactNode;
  /** What the link at the right says; leave out where the title is enough. */
  readonly action?: string;
}

/** One row per job: what it is, how it stands, what to do. */
export function JobRows({ rows }: { readonly rows: readonly JobRow[] }) {
  return (
    <ul className="divide-y border-y">
      {rows.map((row) => (
        <li
          key={row.id}
          className="flex items-baseline justify-between gap-x-6 gap-y-1 py-2.5 max-sm:flex-wrap"
        >
          <div className="min-w-0">
            <Link
              href={row.href}
              className="rounded-badge text-body font-medium hover:underline hover:underline-offset-[3px]"
            >
              {row.title}
            </Link>
            <div className="text-table text-muted">{row.line}</div>
          </div>
          {row.action === undefined ? null : (
            <LinkText href={row.href} className="shrink-0 text-table max-sm:py-2.5">
              {row.action}
            </LinkText>
          )}
        </li>
      ))}
    </ul>
  );
}
