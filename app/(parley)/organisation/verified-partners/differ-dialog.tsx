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
      title={say('partners.differ.title')}
      description={say('partners.differ.what', { party })}
      open={open}
      onOpenChange={onOpenChange}
      actions={<Button onClick={() => onOpenChange(false)}>{say('partners.differ.ok')}</Button>}
    >
      <ol className="grid list-decimal gap-2 pl-5 text-body">
        <li>{say('partners.differ.approve')}</li>
        <li>{say('partners.differ.call')}</li>
        <li>{say('partners.differ.tell')}</li>
      </ol>
    </Dialog>
  );
}
