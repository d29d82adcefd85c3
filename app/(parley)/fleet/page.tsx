import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { FleetPage } from './fleet-page.tsx';

export const metadata: Metadata = { title: say('nav.fleet') };

export default function Page() {
  return <FleetPage />;
}
