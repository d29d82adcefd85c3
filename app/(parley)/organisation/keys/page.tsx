import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { KeysPage } from './keys-page.tsx';

export const metadata: Metadata = { title: say('orgKeys.title') };

export default function Page() {
  return <KeysPage />;
}
