import type { ReactNode } from 'react';

interface DetailsProps {
  readonly summary: ReactNode;
  readonly open?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The browser's own disclosure, drawn as "▸". */
export function Details({ summary, open = false, className, children }: DetailsProps) {
  return (
    <details open={open} className={className}>
      <summary className="flex min-h-7 list-none items-center gap-2 rounded-badge text-table font-medium text-muted transition-colors hover:text-text max-sm:min-h-11">
        <svg
          aria-hidden
          viewBox="0 0 8 8"
          className="size-2 shrink-0 transition-transform [[open]>summary>&]:rotate-90"
        >
          <path d="M1.5 0.5 7 4 1.5 7.5Z" fill="currentColor" />
        </svg>
        {summary}
      </summary>
      <div className="pt-2 pb-1 pl-4">{children}</div>
    </details>
  );
}
