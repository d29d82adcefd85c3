import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { ApprovalPage } from './approval-page.tsx';

export const metadata: Metadata = { title: say('nav.approve') };

interface Props {
  readonly params: Promise<{ c: string; job: string }>;
}

export default async function Page({ params }: Props) {
  const { c, job } = await params;
  return <ApprovalPage collaboration={c} job={job} />;
}
