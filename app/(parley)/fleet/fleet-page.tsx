'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../_ui/skeleton.tsx';

export const FleetPage = dynamic(() => import('./fleet.tsx').then((m) => m.Fleet), {
  ssr: false,
  loading: () => <Skeleton rows={6} />,
});
