'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const VerifyPage = lazyPage(() =>
  import('./verify-bundle-here.tsx').then((m) => m.VerifyBundleHere),
);
