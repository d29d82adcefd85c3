'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { Icon } from '../_ui/icon.tsx';
import type { Role } from '#server/domain/permissions.ts';

const CommandMenu = dynamic(() => import('./command-menu.tsx').then((m) => m.CommandMenu), {
  ssr: false,
});

interface CommandOpenerProps {
  readonly roles: readonly Role[];
  readonly collaboration: string | undefined;
  readonly collaborations: readonly { readonly id: string; readonly name: string }[];
}

/** A button, and Ctrl K or ⌘ K from anywhere; the menu itself is fetched when it is wanted. */
export function CommandOpener(props: CommandOpenerProps) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <Button
        variant="quiet"
        size="small"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <Icon of={Search} />
        <span className="max-sm:sr-only">{say('command.open')}</span>
      </Button>
      {open ? <CommandMenu {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
