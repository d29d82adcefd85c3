'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { grantsToo } from '#app/_client/acts/set-policy.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { buildFacts, builtTemplates } from '#app/_client/session/build-facts.ts';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import { comparedBy, verifyBrokerHere, type Member } from '#app/_client/session/member.ts';
import type { Proposed } from '#app/_client/policies/proposed.ts';
import { choicesOf, expiryOf, policyOf } from '#app/_policy/next-rule.ts';
import { badNumbers, emptyRule, isEmptyRule, adopting } from '#app/_policy/rule-choices.ts';
import { Impact } from '#app/_policy/impact.tsx';
import { RuleForm } from '#app/_policy/rule-form.tsx';
import { brokerChecks } from '#app/_proof/broker-checks.ts';
import { say } from '#app/_text/text.ts';
import { CheckList } from '#app/_ui/check-list.tsx';
import { Details } from '#app/_ui/details.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Section } from '#app/_ui/section.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';
import type { Editing } from './editing.ts';
import { NewBroker } from './new-broker.tsx';
import { PendingRule } from './pending-rule.tsx';
import { RuleChange } from './rule-change.tsx';
import { SignRule } from './sign-rule.tsx';

interface EditorProps {
  readonly editing: Editing;
  readonly member: Member;
}

export function Editor({ editing, member }: EditorProps) {
  const { api } = useKeys();
  const { manifest, policy: previous, table, name } = editing;
  const [now] = useState(() => Math.floor(Date.now() / 1000));
  const [choices, setChoices] = useState(() => {
    const start =
      previous === undefined
        ? emptyRule(buildFacts().worker)
        : choicesOf(previous, builtTemplates(), now);
    return editing.proposed === undefined ? start : adopting(start, editing.proposed.proposal);
  });
  const [acceptsStranger, setAcceptsStranger] = useState(false);
  const broker = useQuery({
    queryKey: ['broker-for-rule', member.party.party],
    queryFn: () => verifyBrokerHere(api, member.memory),
    staleTime: Infinity,
    retry: false,
  });
  const isGood = badNumbers(choices).length === 0;
  const policy =
    broker.data === undefined || !isGood
      ? undefined
      : policyOf(
          choices,
          manifest,
          {
            registry: builtTemplates(),
            collaboration: editing.collaboration,
            broker: broker.data.id,
            table,
            now,
            expires: expiryOf(choices, previous, now),
          },
          previous,
        );
  return (
    <>
      <PageHeader
        title={say('edit.title', { name })}
        facts={<span>{say('edit.facts', { seq: (previous?.value.seq ?? 0) + 1 })}</span>}
        trust={<TrustSentence kind="none">{say('edit.trust')}</TrustSentence>}
      />
      {editing.proposed === undefined ? null : <Adopting proposed={editing.proposed} />}
      {broker.data === undefined ? null : (
        <PendingRule editing={editing} member={member} now={now} broker={broker.data.id} />
      )}
      {broker.data !== undefined && grantsToo(editing, broker.data.id) ? (
        <NewBroker
          broker={broker.data}
          acceptsStranger={acceptsStranger}
          onAccept={setAcceptsStranger}
        />
      ) : null}
      <Section title={say('rule.edit.title')}>
        <RuleForm
          choices={choices}
          onChange={(change) => setChoices((before) => ({ ...before, ...change }))}
          table={table}
          questions={builtTemplates().refs.map((ref) => ref.id)}
          own={{ party: member.party.party, columns: manifest.value.columns, manifest }}
          signed={previous}
          compared={comparedBy(member)}
        />
      </Section>
      <Section title={say('rule.edit.diff')}>
        {policy === undefined ? (
          <p className="text-table text-muted">
            {say(isGood ? 'edit.diff.broker' : 'edit.diff.numbers')}
          </p>
        ) : (
          <RuleChange editing={editing} next={policy} now={now} />
        )}
      </Section>
      {policy === undefined ? null : (
        <Impact before={previous?.value.enclaves ?? []} after={policy.value.enclaves} now={now} />
      )}
      <div className="mb-12 grid gap-4">
        {broker.error === null ? null : <Refusal error={broker.error} />}
        {broker.data === undefined ? null : (
          <Details summary={say('edit.broker')}>
            <CheckList title={say('fleet.broker')} checks={brokerChecks(broker.data)} simulated />
          </Details>
        )}
        {policy === undefined ? null : (
          <Details summary={say('rule.json')}>
            <pre
              tabIndex={0}
              className="max-h-96 overflow-auto bg-sunken p-4 text-code whitespace-pre-wrap break-all"
            >
              {JSON.stringify(policy.value, null, 2)}
            </pre>
          </Details>
        )}
      </div>
      {policy === undefined ? null : (
        <SignRule
          editing={editing}
          member={member}
          policy={policy}
          now={now}
          isEmpty={isEmptyRule(choices)}
          acceptsStranger={acceptsStranger}
        />
      )}
    </>
  );
}

/** Where the draft's machines come from: somebody else's proposal, by name. */
function Adopting({ proposed }: { readonly proposed: Proposed }) {
  const { proposal, name, organisation } = proposed;
  return (
    <Section title={say('reference.adopting')} note={proposal.reason}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
        <LinkText href={`/reference-values/${name}`}>{proposal.title}</LinkText>
        <Hash value={name} />
        <span className="text-muted">{say('reference.byWhom', { name: organisation })}</span>
      </p>
    </Section>
  );
}
