'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const PausePage = lazyPage(() => import('./pause.tsx').then((m) => m.Pause), 6);
