'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { foundWithPasskey } from '../../_participant/enrol.ts';
import { useKeys } from '../../_participant/keys-context.tsx';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Section } from '../../_ui/section.tsx';
import { PasskeyFault } from './add-passkey.tsx';

/** The first keys of an organisation: its card is made and signed in this browser. */
export function FoundKeys({ name }: { readonly name: string }) {
  const { api, open } = useKeys();
  const cache = useQueryClient();
  const found = useMutation({
    mutationFn: async () => open(await foundWithPasskey(api, name, say('keys.add.default'))),
    onSuccess: () => cache.invalidateQueries(),
  });
  return (
    <Section title={say('keys.found.title')} note={say('keys.found.why')}>
      <div className="flex flex-col gap-4">
        {found.error === null ? null : <PasskeyFault error={found.error} />}
        <div>
          <Button variant="filled" disabled={found.isPending} onClick={() => found.mutate()}>
            {found.isPending ? say('keys.found.busy') : say('keys.found.button')}
          </Button>
        </div>
      </div>
    </Section>
  );
}
