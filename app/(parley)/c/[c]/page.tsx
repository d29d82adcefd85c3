import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '../../_shared/hash-address.ts';
import { NotHere } from '../../_shared/not-here.tsx';
import { Overview } from './overview.tsx';

export const metadata: Metadata = { title: say('nav.overview') };

interface OverviewPageProps {
  readonly params: Promise<{ readonly c: string }>;
}

export default async function OverviewPage({ params }: OverviewPageProps) {
  const { c } = await params;
  return isHash(c) ? <Overview collaboration={c} /> : <NotHere />;
}
