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
      title={say('pins.match.title', { party })}
      description={say('pins.match.what')}
      open={open}
      onOpenChange={onOpenChange}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{say('sign.back')}</Button>
          <Button disabled={channel === undefined || busy} onClick={onMatch}>
            {say('pins.match.button')}
          </Button>
        </>
      }
    >
      <RadioGroup
        legend={say('pins.match.how')}
        name="channel"
        choices={[
          { value: 'phone', label: say('pins.match.phone') },
          { value: 'person', label: say('pins.match.person') },
          { value: 'other', label: say('pins.match.other'), help: say('pins.match.other.help') },
        ]}
        value={channel}
        onChoose={setChannel}
      />
      {fault}
    </Dialog>
  );
}
