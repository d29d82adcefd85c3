import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { CollaborationList } from './collaboration-list.tsx';

export const metadata: Metadata = { title: say('nav.collaborations') };

export default function CollaborationsPage() {
  return <CollaborationList />;
}
