import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { InboxList } from './inbox-list.tsx';

export const metadata: Metadata = { title: say('nav.inbox') };

export default function InboxPage() {
  return <InboxList />;
}
