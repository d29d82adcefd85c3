import type { ReactNode } from 'react';
import { say } from '../_text/text.ts';

// Loaded with every page, and needed when other parts of it are missing: plain elements only. The
// link loads the home page whole, so that nothing of what stopped is left.

const control =
  'inline-flex min-h-9 items-center rounded-control border px-3 text-table font-medium transition-colors max-sm:min-h-11';
const outlined = 'border-control bg-surface hover:bg-hover';

/** The one control that a person most likely wants next. */
export const filledControl = `${control} border-transparent bg-accent text-on-accent hover:bg-accent-hover`;

interface StopPageProps {
  /** What happened. */
  readonly title: string;
  /** What to do next. */
  readonly next: string;
  /** What an administrator may ask for. */
  readonly detail?: string | undefined;
  /** What to try before one goes home. */
  readonly action?: ReactNode;
}

/** Stands for a whole page that is not there or could not go on. */
export function StopPage({ title, next, detail, action }: StopPageProps) {
  return (
    <div className="grid justify-items-start gap-4 py-8">
      <h1 className="text-title">{title}</h1>
      <p className="max-w-measure text-body text-muted">{next}</p>
      {detail === undefined ? null : <p className="text-table text-muted">{detail}</p>}
      <div className="mt-2 flex flex-wrap gap-3">
        {action}
        <a href="/" className={action === undefined ? filledControl : `${control} ${outlined}`}>
          {say('notFound.home')}
        </a>
      </div>
    </div>
  );
}
