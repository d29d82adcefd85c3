import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { PausePage } from './pause-page.tsx';

export const metadata: Metadata = { title: say('pause.title') };

export default function Page() {
  return <PausePage />;
}
