'use client';

import { Menu, X } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { say } from '../_text/text.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { ShellBottomBar } from './shell-bottom-bar.tsx';
import type { ShellProps } from './shell-props.ts';
import { ShellRail } from './shell-rail.tsx';
import { ShellTopBar } from './shell-top-bar.tsx';
import { SimulatedBanner } from './simulated-banner.tsx';
import { Wordmark } from './wordmark.tsx';

const brandLink = 'flex h-12 items-center rounded-badge px-2';

/** The frame of every signed-in page: rail, top bar, and below 640 px a bottom bar. */
export function Shell({ children, breadcrumb, search, ...frame }: ShellProps) {
  const path = usePathname();
  const [openedAt, setOpenedAt] = useState<string>();
  const open = openedAt === path;
  const brand = (
    <Link href="/" className={brandLink}>
      <Wordmark />
    </Link>
  );
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[232px_1fr]">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-accent px-3 py-2 text-table text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {say('nav.skip')}
      </a>
      <aside className="sticky top-0 h-dvh overflow-y-auto border-r bg-surface max-lg:hidden">
        <div className="flex min-h-full flex-col">
          <div className="px-3">{brand}</div>
          <ShellRail {...frame} />
        </div>
      </aside>
      <Dialog.Root open={open} onOpenChange={(next) => setOpenedAt(next ? path : undefined)}>
        <div className="min-w-0">
          <ShellTopBar
            breadcrumb={breadcrumb}
            simulated={frame.simulated}
            person={frame.person}
            search={search}
            opener={
              <Dialog.Trigger asChild>
                <Button
                  variant="quiet"
                  size="icon"
                  aria-label={say('nav.open')}
                  className="lg:hidden"
                >
                  <Icon of={Menu} />
                </Button>
              </Dialog.Trigger>
            }
          />
          {frame.simulated ? <SimulatedBanner /> : null}
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto max-w-[1264px] px-4 pt-8 pb-24 outline-none sm:px-8"
          >
            {children}
          </main>
          <ShellBottomBar {...frame} onMore={() => setOpenedAt(path)} />
        </div>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-30 bg-scrim" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-40 flex w-72 animate-enter flex-col overflow-y-auto border-r bg-raised shadow-dialog"
          >
            <Dialog.Title className="sr-only">{say('nav.main')}</Dialog.Title>
            <div className="flex items-center justify-between px-3">
              {brand}
              <Dialog.Close asChild>
                <Button variant="quiet" size="icon" aria-label={say('action.close')}>
                  <Icon of={X} />
                </Button>
              </Dialog.Close>
            </div>
            <ShellRail {...frame} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </div>
  );
}
