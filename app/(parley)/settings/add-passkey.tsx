'use client';

import { enrolPasskey } from '../../_participant/enrol.ts';
import { useKeys } from '../../_participant/keys-context.tsx';
import type { Member } from '../../_participant/member.ts';
import { say } from '../../_text/text.ts';
import { Section } from '../../_ui/section.tsx';
import { PasskeyForm } from './passkey-form.tsx';

export function AddPasskey({ member }: { readonly member: Member }) {
  const { api, open } = useKeys();
  return (
    <Section title={say('keys.add.title')} note={say('keys.add.why')}>
      <p className="mb-4 max-w-measure text-table text-muted">{say('keys.add.trust')}</p>
      <PasskeyForm
        button={say('keys.add.button')}
        onMake={async (label) => open(await enrolPasskey(api, member, label))}
      />
    </Section>
  );
}
