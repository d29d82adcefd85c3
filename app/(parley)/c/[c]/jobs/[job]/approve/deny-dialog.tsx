'use client';

import { useState } from 'react';
import { say } from '../../../../../../_text/text.ts';
import { Button } from '../../../../../../_ui/button.tsx';
import { Dialog } from '../../../../../../_ui/dialog.tsx';
import { RadioGroup } from '../../../../../../_ui/radio-group.tsx';

export type DenyReason = 'purpose' | 'detail' | 'receivers' | 'not-now' | 'other';

const reasons: readonly { readonly value: DenyReason; readonly label: string }[] = [
  { value: 'purpose', label: say('deny.purpose') },
  { value: 'detail', label: say('deny.detail') },
  { value: 'receivers', label: say('deny.receivers') },
  { value: 'not-now', label: say('deny.time') },
  { value: 'other', label: say('deny.other') },
];

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
        choices={reasons}
        {...(reason === undefined ? {} : { value: reason })}
        onChoose={(value) => setReason(reasons.find((one) => one.value === value)?.value)}
      />
    </Dialog>
  );
}
