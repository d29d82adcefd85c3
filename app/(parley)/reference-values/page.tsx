import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { ProposalsPage } from './proposals-page.tsx';

export const metadata: Metadata = { title: say('nav.reference') };

export default function Page() {
  return <ProposalsPage />;
}
