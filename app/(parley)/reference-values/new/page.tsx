import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { ProposePage } from '../proposals-page.tsx';

export const metadata: Metadata = { title: say('reference.new') };

export default function Page() {
  return <ProposePage />;
}
