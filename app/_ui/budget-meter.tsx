import { say } from '../_text/text.ts';
import { cx } from './class-names.ts';

interface BudgetMeterProps {
  readonly label: string;
  readonly used: number;
  /** Signed allowances that are not spent yet: counted as spent. */
  readonly reserved: number;
  readonly total: number;
  /** How many more jobs like the last one fit. */
  readonly jobsLeft: number;
  /** After a restart of the broker nothing is licensed. */
  readonly unlicensed?: boolean;
  readonly threshold?: { readonly used: number; readonly total: number } | undefined;
}

const hatch = 'repeating-linear-gradient(-45deg, var(--accent) 0 2px, var(--accent-soft) 2px 5px)';

export function BudgetMeter(props: BudgetMeterProps) {
  const { label, used, reserved, total, jobsLeft, unlicensed = false, threshold } = props;
  const width = (part: number) => `${total === 0 ? 0 : (100 * part) / total}%`;
  const few = jobsLeft > 0 && jobsLeft <= 3;
  const head = unlicensed
    ? say('budget.unlicensed')
    : jobsLeft === 0
      ? say('budget.empty')
      : say('budget.left', { n: jobsLeft });
  const parts = [
    { name: say('budget.used'), value: used },
    { name: say('budget.reserved'), value: reserved },
    { name: say('budget.rest'), value: total - used - reserved },
  ];
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="text-table font-medium">{label}</p>
        <p
          className={cx(
            'text-table',
            few || unlicensed || jobsLeft === 0 ? 'font-medium' : 'text-muted',
          )}
        >
          {head}
        </p>
      </div>
      <div
        role="img"
        aria-label={say('budget.bar', { used, reserved, total })}
        className="flex h-2 gap-px overflow-hidden rounded-badge border bg-sunken"
      >
        <span className="bg-accent" style={{ width: width(used) }} />
        <span style={{ width: width(reserved), backgroundImage: hatch }} />
      </div>
      <p className="flex flex-wrap gap-x-4 text-table text-muted">
        {parts.map((part) => (
          <span key={part.name}>
            {part.value} {part.name}
          </span>
        ))}
      </p>
      {threshold === undefined ? null : (
        <p className="text-table text-muted">{say('budget.threshold', threshold)}</p>
      )}
    </div>
  );
}
