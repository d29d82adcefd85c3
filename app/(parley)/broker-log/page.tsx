import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { LogPage } from './log-page.tsx';

export const metadata: Metadata = { title: say('nav.brokerLog') };

export default function Page() {
  return <LogPage />;
}
