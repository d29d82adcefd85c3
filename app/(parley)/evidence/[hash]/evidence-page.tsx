'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const EvidencePage = lazyPage(() =>
  import('./evidence-view.tsx').then((m) => m.EvidenceView),
);
