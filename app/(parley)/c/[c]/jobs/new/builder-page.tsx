'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../../../_ui/skeleton.tsx';

export const BuilderPage = dynamic(() => import('./builder.tsx').then((m) => m.Builder), {
  ssr: false,
  loading: () => <Skeleton rows={8} />,
});
