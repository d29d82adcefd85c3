import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '#app/(parley)/_shared/hash-address.ts';
import { NotHere } from '#app/(parley)/_shared/not-here.tsx';
import { Members } from './members.tsx';

export const metadata: Metadata = { title: say('nav.members') };

interface MembersPageProps {
  readonly params: Promise<{ readonly c: string }>;
}

export default async function MembersPage({ params }: MembersPageProps) {
  const { c } = await params;
  return isHash(c) ? <Members collaboration={c} /> : <NotHere />;
}
