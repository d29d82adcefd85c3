'use client';

import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { Dialog } from '#app/_ui/dialog.tsx';

interface DifferDialogProps {
  readonly party: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** What to do when the words are not the same: nothing on this platform helps then. */
export function DifferDialog({ party, open, onOpenChange }: DifferDialogProps) {
  return (
    <Dialog
      title={say('pins.differ.title')}
      description={say('pins.differ.what', { party })}
      open={open}
      onOpenChange={onOpenChange}
      actions={<Button onClick={() => onOpenChange(false)}>{say('pins.differ.ok')}</Button>}
    >
      <ol className="grid list-decimal gap-2 pl-5 text-body">
        <li>{say('pins.differ.approve')}</li>
        <li>{say('pins.differ.call')}</li>
        <li>{say('pins.differ.tell')}</li>
      </ol>
    </Dialog>
  );
}
