'use client';

import { useState } from 'react';
import { draftCard, lowersOf, type CardLowering } from '#enclave/participant/index.ts';
import { cardOfMember } from '../../_client/parties/colleagues.ts';
import {
  changeWithPasskey,
  enrolPasskey,
  holderOf,
  independentWithPasskey,
} from '../../_client/parties/enrol.ts';
import { useKeys } from '../../_client/session/keys-context.tsx';
import type { Member } from '../../_client/session/member.ts';
import { say } from '../../_text/text.ts';
import { Checkbox } from '../../_ui/checkbox.tsx';
import { DiffView } from '../../_ui/diff-view.tsx';
import { Section } from '../../_ui/section.tsx';
import { cardChanges } from '../_shared/card-changes.ts';
import { LowerCard, isLowerSaid } from '../_shared/lower-card.tsx';
import { PasskeyForm } from './passkey-form.tsx';

/**
 * A passkey changes no number of the card. Approving with it alone may lower one: that is asked
 * beside it, shown as before and after, and typed.
 */
export function AddPasskey({ member }: { readonly member: Member }) {
  const { api, open } = useKeys();
  const [isAlone, setAlone] = useState(false);
  const [typed, setTyped] = useState('');
  const card = cardOfMember(member);
  const alone = independentWithPasskey(card);
  const wanted: readonly CardLowering[] = isAlone ? ['independentMin'] : [];
  const next = draftCard(member.party, changeWithPasskey(card, wanted)).value;
  const lowers = lowersOf(card, next);
  const toMake = { holder: holderOf(member), origin: window.location.origin };
  return (
    <Section title={say('keys.add.title')} note={say('keys.add.why')}>
      <div className="mb-6">
        <DiffView caption={say('orgKeys.change')} rows={cardChanges(card, next, toMake)} />
      </div>
      <PasskeyForm
        button={say('keys.add.button')}
        isDecided={isLowerSaid(lowers, typed)}
        onMake={async (label) => open(await enrolPasskey(api, member, label, lowers))}
      >
        {alone === card.independentMin ? null : (
          <div className="grid gap-4">
            <Checkbox
              label={say('keys.add.alone')}
              help={say('keys.add.alone.what', { before: card.independentMin, after: alone })}
              checked={isAlone}
              onChange={(event) => {
                setAlone(event.target.checked);
                setTyped('');
              }}
            />
            {isAlone ? null : <p className="text-table text-muted">{say('keys.add.kept')}</p>}
            <LowerCard lowers={lowers} typed={typed} onType={setTyped} />
          </div>
        )}
      </PasskeyForm>
    </Section>
  );
}
