'use client';

import { useState } from 'react';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Field } from '../../_ui/field.tsx';
import { Input } from '../../_ui/input.tsx';
import { LiveRegion } from '../../_ui/live-region.tsx';
import { Time } from '../../_ui/time.tsx';

interface InvitationLinkProps {
  readonly token: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly onDone: () => void;
}

/**
 * The link, this once. Whoever has it can take the place, so it goes to the invited person alone.
 */
export function InvitationLink({ token, email, expiresAt, onDone }: InvitationLinkProps) {
  const [isCopied, setCopied] = useState(false);
  const link = `${window.location.origin}/invite/${token}`;
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  return (
    <div className="grid gap-4">
      <Field label={say('org.link', { email })} help={say('org.link.once')}>
        {(control) => (
          <Input
            {...control}
            readOnly
            value={link}
            className="text-code"
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <p className="text-table text-muted">
        {say('org.openUntil')}: <Time at={expiresAt} />
      </p>
      <LiveRegion message={isCopied ? say('action.copied') : undefined} />
      <div className="flex flex-wrap gap-2 border-t pt-4">
        <Button variant="filled" onClick={() => void copy()}>
          {isCopied ? say('action.copied') : say('org.link.copy')}
        </Button>
        <Button onClick={onDone}>{say('action.close')}</Button>
      </div>
    </div>
  );
}
