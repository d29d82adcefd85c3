'use client';

import Link from 'next/link';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { useMe } from '../../_shared/use-me.ts';

/** The primary action by role: requesters ask, owners add; who is both asks first. */
export function OverviewActions({ collaboration }: { readonly collaboration: string }) {
  const { can } = useMe();
  return (
    <>
      {can('owner') ? (
        <Button variant={can('analyst') ? 'outline' : 'filled'} asChild>
          <Link href={`/datasets/new?collaboration=${collaboration}`}>{say('data.add')}</Link>
        </Button>
      ) : null}
      {can('analyst') ? (
        <Button variant="filled" asChild>
          <Link href={`/c/${collaboration}/questions`}>{say('nav.question')}</Link>
        </Button>
      ) : null}
    </>
  );
}
