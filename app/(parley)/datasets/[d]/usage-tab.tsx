'use client';

import type { UsagePolicy } from '#enclave/protocol/index.ts';
import { ruleSentences } from '#app/_policy/rule-sentences.ts';
import { formatTime } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { BudgetMeter } from '#app/_ui/budget-meter.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PolicySentence } from '#app/_ui/policy-sentence.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Status } from '#app/_ui/status.tsx';
import { Time } from '#app/_ui/time.tsx';
import { useTimeZone } from '#app/_ui/time-zone.ts';
import { usePartyNames } from '../../_shared/party-names.ts';
import { useMe } from '../../_shared/use-me.ts';
import { PolicyChain } from './policy-chain.tsx';

interface UsageTabProps {
  readonly policies: ReadonlyMap<string, UsagePolicy>;
  /** The name of the one in force, as the platform says. */
  readonly current: string | null;
  readonly withdrawnAt: Date | null;
  /** Jobs that the platform saw charged, and those that were approved and have not ended. */
  readonly usage: { readonly charged: number; readonly open: number };
}

/** What others may do with it, and every rule there was. */
export function UsageTab({
  policies,
  current,
  withdrawnAt,
  usage: { charged, open },
}: UsageTabProps) {
  const { party } = useMe();
  const nameOf = usePartyNames(party);
  const zone = useTimeZone();
  const rule = current === null ? undefined : policies.get(current);
  if (rule === undefined) {
    return (
      <EmptyState
        what={say('rule.none')}
        why={say('rule.none.why')}
        action={<LinkText href="/limits">{say('nav.limits')}</LinkText>}
      />
    );
  }
  return (
    <>
      <Section title={say(withdrawnAt === null ? 'rule.inForce' : 'rule.wasInForce')}>
        {withdrawnAt === null ? null : (
          <p className="mb-4 flex flex-wrap items-baseline gap-x-2 text-table">
            <Status kind="paused" label={say('rule.withdrawn')} />
            <Time at={withdrawnAt} />
          </p>
        )}
        <ul className="grid gap-1.5">
          {ruleSentences(rule, { nameOf, timeOf: (time) => formatTime(time, zone) }).map(
            (parts, place) => (
              <li key={place}>
                <PolicySentence size="body" parts={parts} />
              </li>
            ),
          )}
        </ul>
      </Section>
      {withdrawnAt === null ? (
        <Section title={say('rule.usage')} note={say('rule.usage.note')}>
          <div className="max-w-[560px]">
            <BudgetMeter
              label={say('rule.usage.label')}
              used={charged}
              reserved={open}
              total={rule.threshold.jobsMax}
              jobsLeft={Math.max(0, rule.threshold.jobsMax - charged - open)}
            />
          </div>
        </Section>
      ) : null}
      <Section title={say('rule.chain')} note={say('rule.chain.note')}>
        <PolicyChain policies={policies} current={current} />
      </Section>
    </>
  );
}
