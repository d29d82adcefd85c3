import type { Metadata } from 'next';
import { say } from '../_text/text.ts';
import { VerifyPage } from './verify-page.tsx';

export const metadata: Metadata = { title: say('verify.title') };

export default function Page() {
  return <VerifyPage />;
}
