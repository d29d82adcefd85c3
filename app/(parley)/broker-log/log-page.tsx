'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../_ui/skeleton.tsx';

export const LogPage = dynamic(() => import('./broker-log.tsx').then((m) => m.BrokerLog), {
  ssr: false,
  loading: () => <Skeleton rows={8} />,
});
