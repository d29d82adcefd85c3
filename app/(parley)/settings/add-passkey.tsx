'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../../_frame/refusal.tsx';
import { enrolPasskey } from '../../_participant/enrol.ts';
import { useKeys } from '../../_participant/keys-context.tsx';
import type { Member } from '../../_participant/member.ts';
import { PasskeyError } from '../../_participant/passkeys.ts';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Field } from '../../_ui/field.tsx';
import { Input } from '../../_ui/input.tsx';
import { Section } from '../../_ui/section.tsx';

export function AddPasskey({ member }: { readonly member: Member }) {
  const { api, open } = useKeys();
  const cache = useQueryClient();
  const [label, setLabel] = useState<string>(say('keys.add.default'));
  const add = useMutation({
    mutationFn: async () => open(await enrolPasskey(api, member, label)),
    onSuccess: () => cache.invalidateQueries(),
  });
  return (
    <Section title={say('keys.add.title')} note={say('keys.add.why')}>
      <div className="flex max-w-[420px] flex-col gap-4">
        <p className="text-table text-muted">{say('keys.add.trust')}</p>
        <Field label={say('keys.add.label')}>
          {(control) => (
            <Input
              {...control}
              value={label}
              maxLength={60}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        {add.error === null ? null : <PasskeyFault error={add.error} />}
        <div>
          <Button
            variant="filled"
            disabled={add.isPending || label.trim() === ''}
            onClick={() => add.mutate()}
          >
            {add.isPending ? say('keys.found.busy') : say('keys.add.button')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

/** What the authenticator said, or what the platform refused. */
export function PasskeyFault({ error }: { readonly error: unknown }) {
  if (error instanceof PasskeyError || error instanceof DOMException) {
    return (
      <p role="alert" className="text-table text-refused">
        {say('keys.passkeyFault', { words: error.message })}
      </p>
    );
  }
  return <Refusal error={error} />;
}
