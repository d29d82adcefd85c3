'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../../_ui/skeleton.tsx';

/** The table sorts and filters, which the page itself need not wait for: its rows come later anyway. */
export const JobsPage = dynamic(() => import('./job-table.tsx').then((m) => m.JobTable), {
  ssr: false,
  loading: () => <Skeleton rows={8} />,
});
