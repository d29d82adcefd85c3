import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { ResultPage } from './result-page.tsx';

export const metadata: Metadata = { title: say('nav.result') };

interface Props {
  readonly params: Promise<{ c: string; job: string }>;
}

export default async function Page({ params }: Props) {
  const { c, job } = await params;
  return <ResultPage collaboration={c} job={job} />;
}
