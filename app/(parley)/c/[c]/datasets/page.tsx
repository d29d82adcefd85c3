import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '#app/(parley)/_shared/hash-address.ts';
import { NotHere } from '#app/(parley)/_shared/not-here.tsx';
import { OnTheTable } from './on-the-table.tsx';

export const metadata: Metadata = { title: say('nav.datasets') };

interface OnTheTablePageProps {
  readonly params: Promise<{ readonly c: string }>;
}

export default async function OnTheTablePage({ params }: OnTheTablePageProps) {
  const { c } = await params;
  return isHash(c) ? <OnTheTable collaboration={c} /> : <NotHere />;
}
