'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const VerifiedPartnersPage = lazyPage(
  () => import('./verified-partners.tsx').then((m) => m.VerifiedPartners),
  6,
);
