'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../_ui/skeleton.tsx';

export const PinsPage = dynamic(() => import('./pins.tsx').then((m) => m.Pins), {
  ssr: false,
  loading: () => <Skeleton rows={6} />,
});
