'use client';

import dynamic from 'next/dynamic';

/** The controls sign, so they come with participant code, after the page itself. */
export const DatasetActionsPage = dynamic(
  () => import('./dataset-actions.tsx').then((m) => m.DatasetActions),
  { ssr: false },
);
