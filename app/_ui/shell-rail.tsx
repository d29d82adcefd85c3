'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { say } from '../_text/text.ts';
import { cx } from './class-names.ts';
import { Icon } from './icon.tsx';
import { Select } from './select.tsx';
import { currentHref, footEntries, navigation, type Entry } from './shell-navigation.ts';
import type { ShellProps } from './shell-props.ts';
import { ThemeToggle } from './theme-toggle.tsx';

interface RailEntryProps {
  readonly entry: Entry;
  readonly current: boolean;
  readonly count: number;
}

function RailEntry({ entry, current, count }: RailEntryProps) {
  return (
    <li>
      <Link
        href={entry.href}
        aria-current={current ? 'page' : undefined}
        className={cx(
          'flex min-h-8 items-center gap-2.5 rounded-control px-2 text-table transition-colors max-lg:min-h-11',
          current
            ? 'bg-selected font-medium text-text'
            : 'text-muted hover:bg-hover hover:text-text',
        )}
      >
        <Icon of={entry.icon} />
        <span className="flex-1">{say(entry.label)}</span>
        {count === 0 ? null : (
          <span className="min-w-5 rounded-full bg-attention-soft px-1.5 text-center text-caption text-attention">
            <span aria-hidden>{count}</span>
            <span className="sr-only">{say('nav.inboxWaiting', { n: count })}</span>
          </span>
        )}
      </Link>
    </li>
  );
}

/** A native select: the browser's own, by keyboard and on a phone. */
function Switcher({ collaborations, current }: Pick<ShellProps, 'collaborations' | 'current'>) {
  const router = useRouter();
  return (
    <Select
      aria-label={say('nav.collaborations')}
      value={current ?? ''}
      choices={[
        ...collaborations.map(({ id, name }) => ({ value: id, label: name })),
        { value: '', label: say('nav.allCollaborations') },
      ]}
      onChange={(event) => {
        const { value } = event.target;
        router.push(value === '' ? '/c' : `/c/${value}`);
      }}
    />
  );
}

/** The navigation itself; the frame puts it at the left or into a sheet. */
export function ShellRail(props: Omit<ShellProps, 'children' | 'breadcrumb' | 'search'>) {
  const { organisation, person, collaborations, current, inboxCount, signOut } = props;
  const path = usePathname();
  const groups = navigation(person.roles, current);
  const here = currentHref(path, [...groups.flatMap((group) => group.entries), ...footEntries]);
  const list = (entries: readonly Entry[]) => (
    <ul className="grid gap-px">
      {entries.map((entry) => (
        <RailEntry
          key={entry.label}
          entry={entry}
          current={entry.href === here}
          count={entry.href === '/inbox' ? inboxCount : 0}
        />
      ))}
    </ul>
  );
  return (
    <div className="flex flex-1 flex-col gap-5 p-3">
      <Switcher collaborations={collaborations} current={current} />
      <nav aria-label={say('nav.main')} className="grid gap-4">
        {groups.map((group) => (
          <div key={group.label ?? ''}>
            {group.label === undefined ? null : (
              <h2 className="px-2 pb-1 text-caption text-faint">{say(group.label)}</h2>
            )}
            {list(group.entries)}
          </div>
        ))}
      </nav>
      <div className="mt-auto grid grid-cols-[minmax(0,1fr)] gap-3 border-t pt-3">
        <div className="px-2">
          <p className="truncate text-table font-medium">{organisation.name}</p>
          {organisation.words === undefined ? null : (
            <p className="text-code text-faint">{organisation.words}</p>
          )}
        </div>
        {list(footEntries)}
        <ThemeToggle />
        <div className="flex items-center justify-between gap-2 px-2 text-table">
          <span className="min-w-0 truncate text-muted">{person.label}</span>
          {signOut}
        </div>
      </div>
    </div>
  );
}
