'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../_ui/skeleton.tsx';

export const KeysPage = dynamic(() => import('./keys.tsx').then((m) => m.OrganisationKeys), {
  ssr: false,
  loading: () => <Skeleton rows={6} />,
});
