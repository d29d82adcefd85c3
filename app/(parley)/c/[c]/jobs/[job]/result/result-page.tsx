'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../../../../_ui/skeleton.tsx';

export const ResultPage = dynamic(() => import('./result-view.tsx').then((m) => m.ResultView), {
  ssr: false,
  loading: () => <Skeleton rows={8} />,
});
