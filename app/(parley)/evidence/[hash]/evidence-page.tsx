'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../_ui/skeleton.tsx';

export const EvidencePage = dynamic(
  () => import('./evidence-view.tsx').then((m) => m.EvidenceView),
  { ssr: false, loading: () => <Skeleton rows={8} /> },
);
