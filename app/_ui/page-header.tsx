import type { ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: ReactNode;
  /** Who, which job, since when: one quiet line. */
  readonly facts?: ReactNode;
  /** A `TrustSentence`. */
  readonly trust?: ReactNode;
  /** Buttons; at most one of them filled. */
  readonly actions?: ReactNode;
}

export function PageHeader({ title, facts, trust, actions }: PageHeaderProps) {
  return (
    <header className="mb-8 grid gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-title text-balance">{title}</h1>
          {facts === undefined ? null : (
            <div className="mt-1 flex flex-wrap items-center gap-x-3 text-table text-muted">
              {facts}
            </div>
          )}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {trust}
    </header>
  );
}
