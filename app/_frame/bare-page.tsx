import type { ReactNode } from 'react';
import { Wordmark } from '../_ui/wordmark.tsx';

/** Around what stands outside the shell of signed-in people. */
export function BarePage({ children }: { readonly children: ReactNode }) {
  return (
    <main className="mx-auto flex max-w-content flex-col gap-4 px-8 py-8 max-sm:px-4">
      <Wordmark />
      {children}
    </main>
  );
}
