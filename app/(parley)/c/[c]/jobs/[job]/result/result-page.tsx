'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const ResultPage = lazyPage(() => import('./result-view.tsx').then((m) => m.ResultView));
