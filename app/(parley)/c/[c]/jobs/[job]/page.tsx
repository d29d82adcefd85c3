import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { JobView } from './job-view.tsx';

export const metadata: Metadata = { title: say('nav.jobs') };

interface Props {
  readonly params: Promise<{ c: string; job: string }>;
}

export default async function Page({ params }: Props) {
  const { c, job } = await params;
  return <JobView collaboration={c} job={job} />;
}
