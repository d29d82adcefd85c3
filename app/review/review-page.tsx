'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../_ui/skeleton.tsx';

export const ReviewPage = dynamic(
  () => import('./review-evidence-here.tsx').then((m) => m.ReviewEvidenceHere),
  {
    ssr: false,
    loading: () => <Skeleton rows={8} />,
  },
);
