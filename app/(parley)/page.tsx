import type { Metadata } from 'next';
import { say } from '../_text/text.ts';
import { Home } from './_home/home.tsx';

export const metadata: Metadata = { title: say('nav.home') };

export default function HomePage() {
  return <Home />;
}
