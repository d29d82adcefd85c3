'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../../../../_ui/skeleton.tsx';

export const ProofPage = dynamic(() => import('./job-proof.tsx').then((m) => m.JobProof), {
  ssr: false,
  loading: () => <Skeleton rows={8} />,
});
