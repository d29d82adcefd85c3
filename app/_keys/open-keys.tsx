'use client';

// Opening one's key file in this browser, by passkey or phrase. Stands in place of whatever needs
// the keys.

import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import { bytesOf } from '#enclave/protocol/index.ts';
import { Refusal } from '../_frame/refusal.tsx';
import {
  KeyFileError,
  decodeKeyFile,
  unwrapWithPasskey,
  unwrapWithPassphrase,
} from '../_client/session/key-file.ts';
import { useKeys } from '../_client/session/keys-context.tsx';
import type { Member } from '../_client/session/member.ts';
import { thisSite } from '../_client/session/passkeys.ts';
import { say } from '../_text/text.ts';
import { useTRPC } from '../_trpc/trpc.tsx';
import { Button } from '../_ui/button.tsx';
import { EmptyState } from '../_ui/empty-state.tsx';
import { Field } from '../_ui/field.tsx';
import { Input } from '../_ui/input.tsx';
import { LinkText } from '../_ui/link-text.tsx';
import { Section } from '../_ui/section.tsx';
import { Skeleton } from '../_ui/skeleton.tsx';

type Opening = 'idle' | 'busy' | 'wrong' | 'failed';

interface WithKeysProps {
  /** Above the way to open them: what they are opened for. */
  readonly locked?: ReactNode;
  readonly children: (member: Member) => ReactNode;
}

/** Shows `children` once the keys are open, and the way to open them until then. */
export function WithKeys({ locked, children }: WithKeysProps) {
  const { keys } = useKeys();
  if (keys.state === 'open') return children(keys.member);
  if (keys.state === 'looking') {
    return (
      <div aria-label={say('keys.looking')}>
        <Skeleton rows={4} />
      </div>
    );
  }
  return (
    <>
      {locked}
      <OpenKeys />
    </>
  );
}

export function OpenKeys() {
  const trpc = useTRPC();
  const { open } = useKeys();
  const files = useQuery(trpc.me.keyFiles.queryOptions());
  const [opening, setOpening] = useState<Opening>('idle');

  const tryOpening = async (unwrap: () => Promise<Uint8Array>) => {
    setOpening('busy');
    try {
      const plain = await unwrap();
      await open(decodeKeyFile(plain));
    } catch (error) {
      setOpening(error instanceof KeyFileError ? 'wrong' : 'failed');
    }
  };
  if (files.error !== null) return <Refusal error={files.error} />;
  if (files.data === undefined) return <Skeleton rows={4} />;
  const passkeys = files.data.filter((file) => file.kind === 'passkey');
  const wrapped = files.data.filter((file) => file.kind === 'passphrase');
  if (files.data.length === 0) {
    return (
      <EmptyState
        page
        what={say('keys.locked.title')}
        why={say('keys.locked.none')}
        action={<LinkText href="/settings">{say('keys.locked.settings')}</LinkText>}
      />
    );
  }
  const withPhrase = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const phrase = new FormData(event.currentTarget).get('phrase');
    const [file] = wrapped.slice(-1);
    if (typeof phrase !== 'string' || file === undefined) return;
    void tryOpening(() => unwrapWithPassphrase(bytesOf(file.file), phrase));
  };
  const busy = opening === 'busy';
  const wrong = opening === 'wrong' ? say('keys.wrong') : undefined;
  return (
    <Section title={say('keys.locked.title')} note={say('keys.locked.why')}>
      <div className="flex max-w-[420px] flex-col gap-6">
        {passkeys.map(({ id, label, file, credentialId }) => (
          <Button
            key={id}
            variant="filled"
            disabled={busy}
            onClick={() =>
              void tryOpening(() =>
                unwrapWithPasskey(bytesOf(file), {
                  credentialId: bytesOf(credentialId ?? ''),
                  rpId: thisSite().rpId,
                }),
              )
            }
          >
            {say('keys.passkey.open', { label })}
          </Button>
        ))}
        {wrapped.length > 0 ? (
          <form onSubmit={withPhrase} className="flex flex-col gap-4">
            <Field label={say('keys.passphrase')} help={say('keys.passphrase.help')} error={wrong}>
              {(control) => (
                <Input {...control} name="phrase" type="password" autoComplete="off" required />
              )}
            </Field>
            <div>
              <Button
                type="submit"
                variant={passkeys.length === 0 ? 'filled' : 'outline'}
                disabled={busy}
              >
                {busy ? say('keys.opening') : say('keys.passphrase.open')}
              </Button>
            </div>
          </form>
        ) : null}
        {wrapped.length === 0 && wrong !== undefined ? <p role="alert">{wrong}</p> : null}
        {opening === 'failed' ? <p role="alert">{say('keys.failed')}</p> : null}
      </div>
    </Section>
  );
}
