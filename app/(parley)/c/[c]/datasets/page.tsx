import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '#app/(parley)/_shared/hash-address.ts';
import { NotHere } from '#app/(parley)/_shared/not-here.tsx';
import { SharedData } from './shared-data.tsx';

export const metadata: Metadata = { title: say('nav.datasets') };

interface SharedDataPageProps {
  readonly params: Promise<{ readonly c: string }>;
}

export default async function SharedDataPage({ params }: SharedDataPageProps) {
  const { c } = await params;
  return isHash(c) ? <SharedData collaboration={c} /> : <NotHere />;
}
