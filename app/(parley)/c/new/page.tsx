import type { Metadata } from 'next';
import { say } from '#app/_text/text.ts';
import { NewCollaboration } from './new-collaboration.tsx';

export const metadata: Metadata = { title: say('collab.new') };

export default function NewCollaborationPage() {
  return <NewCollaboration />;
}
