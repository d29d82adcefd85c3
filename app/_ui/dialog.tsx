'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface DialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** The control that opens it; leave out when `open` is controlled. */
  readonly trigger?: ReactNode;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Buttons, in the order of reading. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  actions,
  children,
}: DialogProps) {
  return (
    <Radix.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger === undefined ? null : <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto grid max-h-[76vh] max-w-[520px] animate-enter gap-4 overflow-y-auto rounded-dialog border bg-raised p-6 shadow-dialog"
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="flex items-start justify-between gap-4">
            <Radix.Title className="text-section">{title}</Radix.Title>
            <Radix.Close asChild>
              <Button
                variant="quiet"
                size="icon"
                aria-label={say('action.close')}
                className="-m-1 max-sm:-m-2.5"
              >
                <Icon of={X} />
              </Button>
            </Radix.Close>
          </div>
          {description === undefined ? null : (
            <Radix.Description className="text-body text-muted">{description}</Radix.Description>
          )}
          {children}
          {actions === undefined ? null : (
            <div className="flex flex-wrap justify-end gap-2 border-t pt-4">{actions}</div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
