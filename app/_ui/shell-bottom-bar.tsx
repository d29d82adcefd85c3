'use client';

import { House, Inbox, ListTree, Menu } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { say } from '../_text/text.ts';
import { Icon } from './icon.tsx';
import type { ShellProps } from './shell-props.ts';

interface BottomBarProps extends Pick<ShellProps, 'person' | 'current' | 'inboxCount'> {
  readonly onMore: () => void;
}

const place =
  'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-caption text-muted aria-[current]:text-accent-text';

/** On phones: the three places people go to, and the rest. */
export function ShellBottomBar({ person, current, inboxCount, onMore }: BottomBarProps) {
  const path = usePathname();
  const jobs = current === undefined ? '/c' : `/c/${current}/jobs`;
  const owns = person.roles.includes('owner');
  const entries = [
    { label: say('nav.home'), href: '/', icon: House, count: 0 },
    ...(owns ? [{ label: say('nav.inbox'), href: '/inbox', icon: Inbox, count: inboxCount }] : []),
    { label: say('nav.jobs'), href: jobs, icon: ListTree, count: 0 },
  ];
  return (
    <nav
      aria-label={say('nav.quick')}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {entries.map((entry) => (
        <Link
          key={entry.label}
          href={entry.href}
          aria-current={path === entry.href ? 'page' : undefined}
          className={place}
        >
          <Icon of={entry.icon} />
          <span>
            {entry.label}
            {entry.count === 0 ? null : ` ${entry.count}`}
          </span>
        </Link>
      ))}
      <button type="button" onClick={onMore} className={place}>
        <Icon of={Menu} />
        {say('nav.more')}
      </button>
    </nav>
  );
}
