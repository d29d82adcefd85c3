'use client';

import { useState, type SubmitEvent } from 'react';
import { draftCard, lowersOf, quorumFor } from '#enclave/participant/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { cardOfMember, changeCard } from '#app/_client/parties/colleagues.ts';
import type { Member } from '#app/_client/session/member.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { DiffView } from '#app/_ui/diff-view.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Select } from '#app/_ui/select.tsx';
import { cardChanges } from '../../_shared/card-changes.ts';
import { LowerCard, isLowerSaid } from '../../_shared/lower-card.tsx';
import { useCardChange } from './use-card-change.ts';

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String(from + i));

/**
 * How many people sign for the organisation, and how many of them with a key that pages cannot
 * drive.
 */
export function QuorumForm({ member }: { readonly member: Member }) {
  const card = cardOfMember(member);
  const [quorum, setQuorum] = useState(card.quorum);
  const [independentMin, setIndependentMin] = useState(card.independentMin);
  const [typed, setTyped] = useState('');
  const next = draftCard(member.party, { quorum, independentMin }).value;
  const lowers = lowersOf(card, next);
  const change = useCardChange(member, (api) =>
    changeCard(api, member, { quorum, independentMin }, lowers),
  );
  // As many people cannot sign with an independent key as sign at all.
  const choosePeople = (people: number) => {
    setQuorum(people);
    setIndependentMin((before) => Math.min(before, people));
  };
  const holders = new Set(card.approvers.map((one) => one.holder)).size;
  const independent = new Set(
    card.approvers.filter((one) => one.independent).map((one) => one.holder),
  ).size;
  const isSame = quorum === card.quorum && independentMin === card.independentMin;
  const canSign = !isSame && isLowerSaid(lowers, typed) && !change.isPending;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (canSign) change.mutate();
  };
  return (
    <Section title={say('orgKeys.quorum.title')} note={say('orgKeys.quorum.note')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <div className="grid max-w-[560px] gap-4 sm:grid-cols-2">
          <Field label={say('orgKeys.quorum')}>
            {(control) => (
              <Select
                {...control}
                value={String(quorum)}
                choices={range(quorumFor(holders), holders).map((value) => ({
                  value,
                  label: value,
                }))}
                onChange={(event) => choosePeople(Number(event.target.value))}
              />
            )}
          </Field>
          <Field label={say('orgKeys.independent')} help={say('orgKeys.independent.help')}>
            {(control) => (
              <Select
                {...control}
                value={String(independentMin)}
                choices={range(0, Math.min(quorum, independent)).map((value) => ({
                  value,
                  label: value,
                }))}
                onChange={(event) => setIndependentMin(Number(event.target.value))}
              />
            )}
          </Field>
        </div>
        {isSame ? null : (
          <DiffView caption={say('orgKeys.change')} rows={cardChanges(card, next)} />
        )}
        <LowerCard lowers={lowers} typed={typed} onType={setTyped} />
        {change.error === null ? null : <Refusal error={change.error} />}
        <div>
          <Button type="submit" disabled={!canSign}>
            {change.isPending ? say('sign.confirm') : say('orgKeys.quorum.sign')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
