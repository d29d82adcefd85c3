'use client';

import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export type MenuItem =
  | { readonly label: string; readonly href: string; readonly current?: boolean }
  | { readonly label: string; readonly onSelect: () => void; readonly danger?: boolean };

interface MenuProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly items: readonly MenuItem[];
}

const itemClasses =
  'flex min-h-8 w-full items-center rounded-badge px-2.5 py-1 text-table outline-none data-highlighted:bg-hover max-sm:min-h-11';

export function Menu({ trigger, label, items }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          className="z-50 min-w-48 animate-enter rounded-dialog border bg-raised p-1 shadow-dialog"
        >
          {items.map((item) =>
            'href' in item ? (
              <DropdownMenu.Item key={item.label} asChild>
                <Link
                  href={item.href}
                  aria-current={item.current === true ? 'true' : undefined}
                  className={cx(itemClasses, item.current === true && 'bg-selected')}
                >
                  {item.label}
                </Link>
              </DropdownMenu.Item>
            ) : (
              <DropdownMenu.Item
                key={item.label}
                onSelect={item.onSelect}
                className={cx(itemClasses, item.danger === true && 'text-refused')}
              >
                {item.label}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
