import { Check } from 'lucide-react';
import Link from 'next/link';
import { say } from '../_text/text.ts';
import { cx } from './class-names.ts';
import { Icon } from './icon.tsx';

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly state: 'done' | 'current' | 'todo';
  /** Steps that can be returned to. */
  readonly href?: string | undefined;
}

function Mark({ step, number }: { readonly step: Step; readonly number: number }) {
  return (
    <>
      <span
        className={cx(
          'inline-flex size-5 items-center justify-center rounded-badge border text-caption',
          step.state === 'current'
            ? 'border-accent font-semibold text-accent-text'
            : 'border-line-strong text-muted',
        )}
      >
        {step.state === 'done' ? <Icon of={Check} className="size-3.5" /> : number}
      </span>
      <span className={cx(step.state !== 'current' && 'max-sm:sr-only')}>{step.label}</span>
      {step.state === 'done' ? <span className="sr-only">{say('steps.done')}</span> : null}
    </>
  );
}

interface StepsProps {
  readonly steps: readonly Step[];
  readonly direction?: 'row' | 'column';
}

export function Steps({ steps, direction = 'row' }: StepsProps) {
  return (
    <nav aria-label={say('steps.label')}>
      <ol
        className={cx(
          'flex gap-x-6 gap-y-2 text-table max-sm:gap-x-4',
          direction === 'row' ? 'flex-wrap' : 'flex-col',
        )}
      >
        {steps.map((step, place) => {
          const classes = cx(
            'inline-flex min-h-7 items-center gap-2 rounded-badge',
            step.state === 'current' ? 'font-semibold text-text' : 'text-muted',
          );
          return (
            <li key={step.id} aria-current={step.state === 'current' ? 'step' : undefined}>
              {step.href === undefined ? (
                <span className={classes}>
                  <Mark step={step} number={place + 1} />
                </span>
              ) : (
                <Link href={step.href} className={cx(classes, 'transition-colors hover:text-text')}>
                  <Mark step={step} number={place + 1} />
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
