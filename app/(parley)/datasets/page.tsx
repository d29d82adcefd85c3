import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { OwnDatasets } from './own-datasets.tsx';

export const metadata: Metadata = { title: say('nav.datasets') };

export default function DatasetsPage() {
  return <OwnDatasets />;
}
