'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const PinsPage = lazyPage(() => import('./pins.tsx').then((m) => m.Pins), 6);
