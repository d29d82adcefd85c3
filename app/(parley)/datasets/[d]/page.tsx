import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { isHash } from '../../_shared/hash-address.ts';
import { NotHere } from '../../_shared/not-here.tsx';
import { DatasetActionsPage } from './actions/dataset-actions-page.tsx';
import { DatasetView } from './dataset-view.tsx';

export const metadata: Metadata = { title: say('data.name') };

interface DatasetPageProps {
  readonly params: Promise<{ readonly d: string }>;
}

export default async function DatasetPage({ params }: DatasetPageProps) {
  const { d } = await params;
  return isHash(d) ? (
    <DatasetView dataset={d} actions={<DatasetActionsPage dataset={d} />} />
  ) : (
    <NotHere />
  );
}
