'use client';

import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import { Skeleton } from '../_ui/skeleton.tsx';

/**
 * A page whose participant code is a chunk of its own, loaded in the browser only; until it is
 * there, as many rows of skeleton as it is likely to need.
 */
export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>, rows = 8) {
  return dynamic<P>(load, { ssr: false, loading: () => <Skeleton rows={rows} /> });
}
