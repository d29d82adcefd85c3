'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../../../../_ui/skeleton.tsx';

/** Participant code is a chunk of its own, loaded where it is needed. */
export const ApprovalPage = dynamic(() => import('./approval.tsx').then((m) => m.Approval), {
  ssr: false,
  loading: () => <Skeleton rows={8} />,
});
