'use client';

import { useState, type ReactNode } from 'react';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { RadioGroup } from '#app/_ui/radio-group.tsx';

interface MatchDialogProps {
  readonly party: string;
  readonly open: boolean;
  readonly busy: boolean;
  readonly fault: ReactNode;
  readonly onOpenChange: (open: boolean) => void;
  readonly onMatch: () => void;
}

/**
 * Asks how the words were compared, before they are believed for good; nothing is chosen
 * beforehand.
 */
export function MatchDialog({ party, open, busy, fault, onOpenChange, onMatch }: MatchDialogProps) {
  const [channel, setChannel] = useState<string>();
  return (
    <Dialog
      title={say('partners.match.title', { party })}
      description={say('partners.match.what')}
      open={open}
      onOpenChange={onOpenChange}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{say('sign.back')}</Button>
          <Button disabled={channel === undefined || busy} onClick={onMatch}>
            {say('partners.match.button')}
          </Button>
        </>
      }
    >
      <RadioGroup
        legend={say('partners.match.how')}
        name="channel"
        choices={[
          { value: 'phone', label: say('partners.match.phone') },
          { value: 'person', label: say('partners.match.person') },
          {
            value: 'other',
            label: say('partners.match.other'),
            help: say('partners.match.other.help'),
          },
        ]}
        value={channel}
        onChoose={setChannel}
      />
      {fault}
    </Dialog>
  );
}
