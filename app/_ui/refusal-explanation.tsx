import type { ReactNode } from 'react';
import type { Explanation } from '../_text/explain.ts';
import { say } from '../_text/text.ts';
import { Status } from './status.tsx';

interface RefusalExplanationProps {
  /** From `explain(code, values)`. */
  readonly explanation: Explanation;
  /** Whose rule or document stopped it, and who can change that. */
  readonly whose?: ReactNode;
  /** The nearest thing that is allowed. */
  readonly nearest?: ReactNode;
  /** False for what only went wrong on the way. */
  readonly isRefusal?: boolean;
  /** The control of the next step. */
  readonly action?: ReactNode;
}

/** One code. A job that collected several shows one below the other, in the broker's order. */
export function RefusalExplanation({
  explanation,
  whose,
  nearest,
  isRefusal = true,
  action,
}: RefusalExplanationProps) {
  const facts = [
    { name: say('refusal.whose'), value: whose },
    { name: say('refusal.nearest'), value: nearest },
    { name: say('refusal.next'), value: explanation.next },
  ].filter((fact) => fact.value !== undefined);
  return (
    <article className="grid gap-3 border-y py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {isRefusal ? <Status kind="refused" /> : null}
        <code className="text-code text-faint">{explanation.code}</code>
      </div>
      <p className="max-w-measure text-section">{explanation.what}</p>
      <dl className="grid gap-x-6 gap-y-1.5 text-body sm:grid-cols-[176px_1fr]">
        {facts.map((fact) => (
          <div key={fact.name} className="contents">
            <dt className="text-muted">{fact.name}</dt>
            <dd className="max-w-measure max-sm:mb-2">{fact.value}</dd>
          </div>
        ))}
      </dl>
      {action === undefined ? null : <div className="flex flex-wrap gap-2">{action}</div>}
    </article>
  );
}
