'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '../../../_ui/skeleton.tsx';

export const RegisterPage = dynamic(() => import('./register.tsx').then((m) => m.Register), {
  ssr: false,
  loading: () => <Skeleton rows={8} />,
});
