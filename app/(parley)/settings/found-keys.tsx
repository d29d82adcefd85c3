'use client';

import { foundWithPasskey } from '../../_client/parties/enrol.ts';
import { useKeys } from '../../_client/session/keys-context.tsx';
import { say } from '../../_text/text.ts';
import { Section } from '../../_ui/section.tsx';
import { PasskeyForm } from './passkey-form.tsx';

/** The first keys of an organisation: its card is made and signed in this browser. */
export function FoundKeys({ name }: { readonly name: string }) {
  const { api, open } = useKeys();
  return (
    <Section title={say('keys.found.title')} note={say('keys.found.why')}>
      <PasskeyForm
        button={say('keys.found.button')}
        onMake={async (label) => open(await foundWithPasskey(api, name, label))}
      />
    </Section>
  );
}
