'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../_ui/skeleton.tsx';

const loading = () => <Skeleton rows={6} />;

export const ProposalsPage = dynamic(() => import('./proposals.tsx').then((m) => m.Proposals), {
  ssr: false,
  loading,
});

export const ProposalPage = dynamic(
  () => import('./[proposal]/proposal-view.tsx').then((m) => m.ProposalView),
  { ssr: false, loading },
);

export const ProposePage = dynamic(() => import('./new/propose.tsx').then((m) => m.Propose), {
  ssr: false,
  loading,
});
