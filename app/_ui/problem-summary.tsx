'use client';

import { useEffect, useRef } from 'react';
import { say } from '../_text/text.ts';

export interface Problem {
  readonly message: string;
  /** The address of the control: `#limit`. */
  readonly href?: string | undefined;
}

interface ProblemSummaryProps {
  readonly title?: string | undefined;
  readonly problems: readonly [Problem, ...Problem[]];
}

/** Above a form that was not accepted. It takes the focus when it appears. */
export function ProblemSummary({ title, problems }: ProblemSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="rounded-control border border-refused-line bg-refused-soft p-4"
    >
      <h2 className="text-body font-semibold text-refused">{title ?? say('form.problem')}</h2>
      <ul className="mt-1 grid gap-1 text-table">
        {problems.map((problem) => (
          <li key={problem.message}>
            {problem.href === undefined ? (
              problem.message
            ) : (
              <a href={problem.href} className="underline underline-offset-[3px]">
                {problem.message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
