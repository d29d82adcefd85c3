import type { Metadata } from 'next';
import { say } from '../../_text/text.ts';
import { SettingsPage } from './settings-page.tsx';

export const metadata: Metadata = { title: say('settings.title') };

export default function Page() {
  return <SettingsPage />;
}
