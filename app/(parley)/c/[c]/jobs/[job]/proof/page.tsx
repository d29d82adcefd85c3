import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { ProofPage } from './proof-page.tsx';

export const metadata: Metadata = { title: say('nav.proof') };

interface Props {
  readonly params: Promise<{ c: string; job: string }>;
}

export default async function Page({ params }: Props) {
  const { c, job } = await params;
  return <ProofPage collaboration={c} job={job} />;
}
