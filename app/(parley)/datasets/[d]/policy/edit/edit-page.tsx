'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../../../_ui/skeleton.tsx';

export const EditPage = dynamic(() => import('./edit.tsx').then((m) => m.EditPolicy), {
  ssr: false,
  loading: () => <Skeleton rows={8} />,
});
