'use client';

import type { ReactNode } from 'react';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';

/** One decision per step, with the way on and the way back. */
export function StepFrame({
  children,
  onBack,
  onNext,
  blocked,
  last,
}: {
  readonly children: ReactNode;
  readonly onBack?: () => void;
  readonly onNext?: () => void;
  /** Why one cannot go on yet. */
  readonly blocked?: string | undefined;
  /** The button of the last step, in the place of the way on. */
  readonly last?: ReactNode;
}) {
  return (
    <div className="flex max-w-[560px] flex-col gap-6 [&>section]:mb-0">
      {children}
      <div className="flex flex-wrap items-center gap-3">
        {onBack === undefined ? null : <Button onClick={onBack}>{say('builder.back')}</Button>}
        {onNext === undefined ? null : (
          <Button variant="filled" disabled={blocked !== undefined} onClick={onNext}>
            {say('builder.next')}
          </Button>
        )}
        {last}
        {blocked === undefined ? null : <p className="text-table text-muted">{blocked}</p>}
      </div>
    </div>
  );
}
