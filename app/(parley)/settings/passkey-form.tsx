'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { Refusal } from '../../_frame/refusal.tsx';
import { PasskeyError } from '../../_client/session/passkeys.ts';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Field } from '../../_ui/field.tsx';
import { Input } from '../../_ui/input.tsx';
import { useTimeZone } from '../../_ui/time-zone.ts';
import { deviceName } from './device-name.ts';

interface PasskeyFormProps {
  readonly button: string;
  /** Makes the passkey on this device, under the name that the person gave it. */
  readonly onMake: (label: string) => Promise<unknown>;
  /** What has to be decided first. */
  readonly children?: ReactNode;
  readonly isDecided?: boolean;
}

/** A name for this device, then its authenticator. */
export function PasskeyForm({ button, onMake, children, isDecided = true }: PasskeyFormProps) {
  const cache = useQueryClient();
  const zone = useTimeZone();
  const [label, setLabel] = useState(() => deviceName(navigator.userAgent, new Date(), zone));
  const make = useMutation({
    mutationFn: () => onMake(label.trim()),
    onSuccess: () => cache.invalidateQueries(),
  });
  const isReady = label.trim() !== '' && isDecided && !make.isPending;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isReady) make.mutate();
  };
  return (
    <form noValidate onSubmit={submit} className="flex max-w-[420px] flex-col gap-4">
      <Field label={say('keys.add.label')}>
        {(control) => (
          <Input
            {...control}
            value={label}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      {children}
      {make.error === null ? null : <PasskeyFault error={make.error} />}
      <div>
        <Button type="submit" variant="filled" disabled={!isReady}>
          {make.isPending ? say('keys.found.busy') : button}
        </Button>
      </div>
    </form>
  );
}

/** What the authenticator said, or what the platform refused. */
function PasskeyFault({ error }: { readonly error: unknown }) {
  if (error instanceof PasskeyError || error instanceof DOMException) {
    return (
      <p role="alert" className="text-table text-refused">
        {say('keys.passkeyFault', { words: error.message })}
      </p>
    );
  }
  return <Refusal error={error} />;
}
