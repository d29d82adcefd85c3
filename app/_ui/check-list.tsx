import { say } from '../_text/text.ts';
import { cx } from './class-names.ts';
import { Details } from './details.tsx';
import { LiveRegion } from './live-region.tsx';

/** `na`: the format cannot say it, and the rule names that line. */
export type CheckState = 'pass' | 'fail' | 'not' | 'na';

export interface Check {
  readonly id: string;
  readonly state: CheckState;
  /** The check as a plain line. */
  readonly line: string;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  /** The vendor's or the standard's name for it. */
  readonly source?: string | undefined;
  readonly advice?: string | undefined;
  /** With `not`: what follows from it, if it is not what follows under a rule. */
  readonly meaning?: string | undefined;
}

const inks: Readonly<Record<CheckState, string>> = {
  pass: 'text-verified',
  fail: 'text-refused',
  not: 'text-suppressed',
  na: 'text-muted',
};

const order: readonly CheckState[] = ['fail', 'not', 'pass', 'na'];

function Facts({ check }: { readonly check: Check }) {
  const facts = [
    { name: say('check.expected'), value: check.expected },
    { name: say('check.found'), value: check.found },
    { name: say('check.source'), value: check.source },
    { name: say('check.advice'), value: check.advice },
  ].filter((fact) => fact.value !== undefined);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-table">
      {facts.map((fact) => (
        <div key={fact.name} className="contents">
          <dt className="text-faint">{fact.name}</dt>
          <dd className="min-w-0 break-words text-muted">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface CheckRowProps {
  readonly check: Check;
  readonly simulated: boolean;
}

function CheckRow({ check, simulated }: CheckRowProps) {
  const hasFacts = [check.expected, check.found, check.source, check.advice].some(
    (fact) => fact !== undefined,
  );
  const meaning = check.meaning ?? say('check.not.meaning');
  const ink = check.state === 'pass' && simulated ? 'text-simulated' : inks[check.state];
  return (
    <li className="grid grid-cols-[92px_1fr] gap-x-3 py-1.5">
      <span className={cx('pt-1 text-caption leading-5 font-semibold', ink)}>
        {say(`check.${check.state}`)}
      </span>
      {hasFacts ? (
        <Details
          open={check.state === 'fail'}
          summary={<span className="font-normal text-text">{check.line}</span>}
        >
          {check.state === 'not' ? <p className="mb-1 text-table text-muted">{meaning}</p> : null}
          <Facts check={check} />
        </Details>
      ) : (
        <div className="py-1 pl-4 text-table">
          {check.line}
          {check.state === 'not' ? <p className="text-muted">{meaning}</p> : null}
        </div>
      )}
    </li>
  );
}

interface CheckListProps {
  readonly title: string;
  readonly checks: readonly Check[];
  /** Passes of simulated evidence are never green. */
  readonly simulated?: boolean;
}

/** Fails first and opened, then what was not checked, then passes; within each, the given order. */
export function CheckList({ title, checks, simulated = false }: CheckListProps) {
  const count = (state: CheckState) => checks.filter((check) => check.state === state).length;
  const counts = say('check.counts', {
    pass: count('pass'),
    fail: count('fail'),
    not: count('not'),
    na: count('na'),
  });
  const sorted = order.flatMap((state) => checks.filter((check) => check.state === state));
  return (
    <section>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line-strong pb-1.5">
        <h3 className="text-table font-medium">{title}</h3>
        <p className="text-table text-muted">{counts}</p>
      </div>
      <LiveRegion message={counts} />
      <ul className="divide-y">
        {sorted.map((check) => (
          <CheckRow key={check.id} check={check} simulated={simulated} />
        ))}
      </ul>
    </section>
  );
}
