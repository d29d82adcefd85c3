'use client';

import { useState } from 'react';
import { denyChoices } from '#app/(parley)/_shared/deny-words.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';
import { RadioGroup } from '#app/_ui/radio-group.tsx';
import type { DenyReason } from '#server/domain/job-state.ts';

export interface DenyDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDeny: (reason: DenyReason) => void;
}

/** A reason from the closed list; nothing is chosen before a person chooses. */
export function DenyDialog({ open, onOpenChange, onDeny }: DenyDialogProps) {
  const [reason, setReason] = useState<DenyReason>();
  return (
    <Dialog
      title={say('decide.deny.title')}
      description={say('decide.deny.what')}
      open={open}
      onOpenChange={onOpenChange}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{say('decide.deny.back')}</Button>
          <Button
            disabled={reason === undefined}
            onClick={() => {
              if (reason !== undefined) onDeny(reason);
            }}
          >
            {say('decide.deny.button')}
          </Button>
        </>
      }
    >
      <RadioGroup
        legend={say('decide.reason')}
        name="reason"
        choices={denyChoices}
        {...(reason === undefined ? {} : { value: reason })}
        onChoose={(value) => setReason(denyChoices.find((one) => one.value === value)?.value)}
      />
    </Dialog>
  );
}
