'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const ProposalsPage = lazyPage(() => import('./proposals.tsx').then((m) => m.Proposals), 6);

export const ProposalPage = lazyPage(
  () => import('./[proposal]/proposal-view.tsx').then((m) => m.ProposalView),
  6,
);

export const ProposePage = lazyPage(() => import('./new/propose.tsx').then((m) => m.Propose), 6);
