'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const ReviewPage = lazyPage(() =>
  import('./review-evidence-here.tsx').then((m) => m.ReviewEvidenceHere),
);
