import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { VerifiedPartnersPage } from './verified-partners-page.tsx';

export const metadata: Metadata = { title: say('partners.title') };

export default function Page() {
  return <VerifiedPartnersPage />;
}
