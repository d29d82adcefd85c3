'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../_ui/skeleton.tsx';

export const VerifyPage = dynamic(
  () => import('./verify-bundle-here.tsx').then((m) => m.VerifyBundleHere),
  {
    ssr: false,
    loading: () => <Skeleton rows={8} />,
  },
);
