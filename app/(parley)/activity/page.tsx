import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { ActivityList } from './activity-list.tsx';

export const metadata: Metadata = { title: say('nav.activity') };

export default function ActivityPage() {
  return <ActivityList />;
}
