import type { ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { cx } from './class-names.ts';

interface EmptyStateProps {
  /** What will be here. */
  readonly what: string;
  /** Why it is empty now. */
  readonly why: string;
  /** The first step: a button or a link. */
  readonly action: ReactNode;
  readonly example?: readonly [string, string, string];
  /** It stands for the whole page: its first line is the page's heading. */
  readonly page?: boolean;
}

export function EmptyState({ what, why, action, example, page = false }: EmptyStateProps) {
  const Heading = page ? 'h1' : 'p';
  return (
    <div
      className={cx(
        'grid gap-x-12 gap-y-6 border-y py-8',
        example === undefined ? undefined : 'md:grid-cols-2',
      )}
    >
      <div className="grid content-start justify-items-start gap-3">
        <div>
          <Heading className="text-body font-medium">{what}</Heading>
          <p className="max-w-measure text-body text-muted">{why}</p>
        </div>
        {action}
      </div>
      {example === undefined ? null : (
        <figure className="text-table">
          <figcaption className="mb-1 text-caption text-faint">{say('empty.example')}</figcaption>
          <ul className="divide-y border-y text-muted">
            {example.map((line) => (
              <li key={line} className="py-2">
                {line}
              </li>
            ))}
          </ul>
        </figure>
      )}
    </div>
  );
}
