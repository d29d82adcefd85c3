'use client';

import { PartyCard, readSigned } from '#enclave/protocol/index.ts';
import type { Member } from '#app/_client/session/member.ts';
import { brokerChecks } from '#app/_proof/broker-checks.ts';
import { say } from '#app/_text/text.ts';
import { CheckList, type Check } from '#app/_ui/check-list.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { Section } from '#app/_ui/section.tsx';
import type { ReviewForDecision } from './review-for-decision.ts';

function workerChecks({ review }: ReviewForDecision): readonly Check[] {
  const { code } = review.job.value;
  const accepts = review.rules.every((rule) =>
    rule.value.enclaves.some((one) => one.code === code),
  );
  return [
    {
      id: 'code',
      // No rule of one's own accepts anything.
      state: review.rules.length === 0 ? 'not' : accepts ? 'pass' : 'fail',
      line: say('decide.evidence.worker.code'),
      expected: review.rules[0]?.value.enclaves.map((one) => one.code).join(', '),
      found: code,
    },
    {
      id: 'template',
      // Without it the sentence could not have been rebuilt.
      state: review.cells > 0 ? 'pass' : 'fail',
      line: say('decide.evidence.worker.template'),
      found: review.job.value.template.digest,
    },
  ];
}

export function EvidencePanel({
  member,
  decision,
}: {
  readonly member: Member;
  readonly decision: ReviewForDecision;
}) {
  const { value: card } = readSigned(PartyCard, member.party.card);
  return (
    <aside
      className="flex min-w-0 flex-col gap-8 [&>section]:mb-0"
      aria-label={say('decide.evidence')}
    >
      <div className="grid gap-2">
        <CheckList
          title={say('decide.evidence.broker')}
          checks={brokerChecks(decision.broker)}
          simulated
        />
        <p className="flex flex-wrap items-center gap-x-3 text-table text-muted">
          {say('decide.evidence.broker.name')} <Hash value={decision.broker.id} />
        </p>
      </div>
      <CheckList title={say('decide.evidence.worker')} checks={workerChecks(decision)} simulated />
      <Section title={say('decide.signatures')}>
        <div className="flex max-w-measure flex-col gap-2 text-body">
          <p>{say('decide.signatures.line', { party: card.name, quorum: card.quorum })}</p>
          <p className="text-muted">
            {card.independentMin === 0
              ? say('approve.noIndependent')
              : say('approve.platformPage', { n: card.independentMin })}
          </p>
          <p className="text-muted">{say('time.host')}</p>
        </div>
      </Section>
    </aside>
  );
}
