'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { toBase64Url } from '#enclave/protocol/index.ts';
import { Refusal } from '../../_frame/refusal.tsx';
import { encodeKeyFile, wrapWithPassphrase } from '../../_client/session/key-file.ts';
import { useKeys } from '../../_client/session/keys-context.tsx';
import type { Member } from '../../_client/session/member.ts';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Field } from '../../_ui/field.tsx';
import { Input } from '../../_ui/input.tsx';
import { Section } from '../../_ui/section.tsx';

const phraseLengthMin = 16;
/** About a second in a browser; the phrase is a person's own and long. */
const logWork = 15;

export function Backup({ member }: { readonly member: Member }) {
  const { api } = useKeys();
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: async (phrase: string) => {
      const plain = encodeKeyFile(member.keyFile);
      const file = await wrapWithPassphrase(plain, phrase, logWork);
      plain.fill(0);
      const label = say('keys.backup.label');
      await api.me.addKeyFile.mutate({ kind: 'passphrase', label, file: toBase64Url(file) });
    },
    onSuccess: () => cache.invalidateQueries(),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const phrase = new FormData(event.currentTarget).get('phrase');
    if (typeof phrase === 'string') save.mutate(phrase);
  };
  return (
    <Section title={say('keys.backup.title')} note={say('keys.backup.why')}>
      <form onSubmit={submit} className="flex max-w-[420px] flex-col gap-4">
        <Field label={say('keys.backup.phrase')}>
          {(control) => (
            <Input
              {...control}
              name="phrase"
              type="password"
              autoComplete="new-password"
              minLength={phraseLengthMin}
              required
            />
          )}
        </Field>
        {save.error === null ? null : <Refusal error={save.error} />}
        {save.isSuccess ? (
          <p role="status" className="text-table">
            {say('keys.backup.done')}
          </p>
        ) : null}
        <div>
          <Button type="submit" disabled={save.isPending}>
            {say('keys.backup.button')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
