'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../_ui/skeleton.tsx';

export const SettingsPage = dynamic(() => import('./settings.tsx').then((m) => m.Settings), {
  ssr: false,
  loading: () => <Skeleton rows={6} />,
});
