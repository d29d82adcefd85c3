import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '#app/(parley)/_shared/hash-address.ts';
import { NotHere } from '#app/(parley)/_shared/not-here.tsx';
import { JobsPage } from './jobs-page.tsx';

export const metadata: Metadata = { title: say('nav.jobs') };

interface JobTablePageProps {
  readonly params: Promise<{ readonly c: string }>;
}

export default async function JobTablePage({ params }: JobTablePageProps) {
  const { c } = await params;
  return isHash(c) ? <JobsPage collaboration={c} /> : <NotHere />;
}
