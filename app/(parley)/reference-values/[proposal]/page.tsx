import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '../../_shared/hash-address.ts';
import { NotHere } from '../../_shared/not-here.tsx';
import { ProposalPage } from '../proposals-page.tsx';

export const metadata: Metadata = { title: say('reference.proposal') };

interface PageProps {
  readonly params: Promise<{ readonly proposal: string }>;
}

export default async function Page({ params }: PageProps) {
  const { proposal } = await params;
  return isHash(proposal) ? <ProposalPage name={proposal} /> : <NotHere />;
}
