'use client';

// The frame around every signed-in page: who is here, where one is, what waits. Said by the
// platform.

import { useQuery } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { useTRPC } from '../_trpc/trpc.tsx';
import { useRecognitionWords } from './recognition.ts';
import { Shell } from '../_ui/shell.tsx';
import { Skeleton } from '../_ui/skeleton.tsx';
import { breadcrumbOf } from './breadcrumb.ts';
import { CommandOpener } from './command-opener.tsx';
import { Refusal } from './refusal.tsx';
import { SignOut } from './sign-out.tsx';

const inboxLookMs = 15_000;

/** Of the address: `/c/{id}/…`. */
function collaborationOf(path: string): string | undefined {
  return /^\/c\/([0-9a-f]{64})(?:\/|$)/.exec(path)?.[1];
}

export function Frame({ children }: { readonly children: ReactNode }) {
  const trpc = useTRPC();
  const path = usePathname();
  const me = useQuery(trpc.me.read.queryOptions(undefined, { refetchInterval: inboxLookMs }));
  const words = useRecognitionWords(me.data?.organisation.party ?? undefined);
  if (me.data === undefined) {
    return (
      <main className="mx-auto max-w-content px-8 py-12">
        {me.error === null ? <Skeleton rows={6} /> : <Refusal error={me.error} />}
      </main>
    );
  }
  const { organisation, label, roles, collaborations, inbox } = me.data;
  const joined = collaborations.filter((one) => one.state === 'joined');
  const current = collaborationOf(path) ?? (joined.length === 1 ? joined[0]?.id : undefined);
  return (
    <Shell
      organisation={{
        name: organisation.name,
        words,
      }}
      person={{ label, roles }}
      collaborations={joined}
      current={current}
      inboxCount={inbox}
      // Every platform of this build is simulated; hardware formats come with their verifiers.
      simulated
      breadcrumb={breadcrumbOf(path, joined)}
      search={<CommandOpener roles={roles} collaboration={current} collaborations={joined} />}
      signOut={<SignOut label={say('nav.signOut')} />}
    >
      {children}
    </Shell>
  );
}
