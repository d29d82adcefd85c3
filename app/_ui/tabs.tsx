'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useAddressState } from './address-state.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly [Tab, ...Tab[]];
  /** The query parameter that remembers the tab. */
  readonly parameter?: string;
}

export function Tabs({ label, tabs, parameter = 'tab' }: TabsProps) {
  const [asked, write] = useAddressState(parameter, tabs[0].id);
  const selected = tabs.find((tab) => tab.id === asked) ?? tabs[0];
  return (
    <Radix.Root value={selected.id} onValueChange={(id) => write(id, 'push')}>
      <Radix.List aria-label={label} className="flex gap-6 overflow-x-auto border-b px-0.5">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px min-h-10 border-b-2 border-transparent text-table font-medium whitespace-nowrap text-muted transition-colors hover:text-text focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-text max-sm:min-h-11"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="pt-6">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
