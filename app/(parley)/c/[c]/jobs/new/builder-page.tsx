'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const BuilderPage = lazyPage(() => import('./builder.tsx').then((m) => m.Builder));
