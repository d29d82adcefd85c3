import Link from 'next/link';
import type { ReactNode } from 'react';
import { say } from '../_text/text.ts';
import type { ShellProps } from './shell-props.ts';
import { Status } from './status.tsx';

interface TopBarProps extends Pick<ShellProps, 'breadcrumb' | 'simulated' | 'person' | 'search'> {
  /** Opens the sheet where there is no rail. */
  readonly opener: ReactNode;
}

export function ShellTopBar({ breadcrumb, simulated, person, search, opener }: TopBarProps) {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-3 border-b bg-canvas px-4 sm:px-8">
      {opener}
      <nav aria-label={say('nav.breadcrumb')} className="min-w-0 flex-1">
        <ol className="flex min-w-0 items-center gap-2 text-table text-muted">
          {breadcrumb.map((part, place) => {
            const last = place === breadcrumb.length - 1;
            return (
              <li
                key={part.label}
                aria-current={last ? 'page' : undefined}
                className={
                  last ? 'truncate text-text' : 'flex shrink-0 items-center gap-2 max-sm:hidden'
                }
              >
                {part.href === undefined || last ? (
                  part.label
                ) : (
                  <Link
                    href={part.href}
                    className="rounded-badge transition-colors hover:text-text"
                  >
                    {part.label}
                  </Link>
                )}
                {last ? null : (
                  <span aria-hidden className="text-faint">
                    ›
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      </nav>
      {search}
      {simulated ? (
        <Link href="/limits" className="rounded-badge">
          <Status kind="simulated" label={say('sim.chip')} />
        </Link>
      ) : null}
      <span className="truncate text-table text-muted max-md:hidden">{person.label}</span>
    </header>
  );
}
