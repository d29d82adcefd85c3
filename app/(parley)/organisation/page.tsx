import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { Organisation } from './organisation.tsx';

export const metadata: Metadata = { title: say('nav.organisation') };

export default function OrganisationPage() {
  return <Organisation />;
}
