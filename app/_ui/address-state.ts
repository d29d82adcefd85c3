'use client';

import { usePathname, useSearchParams } from 'next/navigation';

type Write = (value: string, how: 'push' | 'replace') => void;

/** One query parameter as state, so that links, reload and Back keep what is shown. */
export function useAddressState(name: string, start: string): readonly [string, Write] {
  const path = usePathname();
  const query = useSearchParams();
  const write: Write = (value, how) => {
    // The address itself, not the last render of it: two writes may come before the next one.
    const next = new URLSearchParams(window.location.search);
    if ((next.get(name) ?? start) === value) return;
    if (value === start) next.delete(name);
    else next.set(name, value);
    const address = next.size === 0 ? path : `${path}?${next.toString()}`;
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  };
  return [query.get(name) ?? start, write];
}
