import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '../../_shared/hash-address.ts';
import { NotHere } from '../../_shared/not-here.tsx';
import { EvidencePage } from './evidence-page.tsx';

export const metadata: Metadata = { title: say('evidence.page.title') };

interface PageProps {
  readonly params: Promise<{ readonly hash: string }>;
}

export default async function Page({ params }: PageProps) {
  const { hash } = await params;
  return isHash(hash) ? <EvidencePage hash={hash} /> : <NotHere />;
}
