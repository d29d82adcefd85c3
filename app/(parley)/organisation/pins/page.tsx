import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { PinsPage } from './pins-page.tsx';

export const metadata: Metadata = { title: say('pins.title') };

export default function Page() {
  return <PinsPage />;
}
