'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../_ui/skeleton.tsx';

export const PausePage = dynamic(() => import('./pause.tsx').then((m) => m.Pause), {
  ssr: false,
  loading: () => <Skeleton rows={6} />,
});
