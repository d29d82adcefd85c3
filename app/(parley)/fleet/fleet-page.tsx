'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const FleetPage = lazyPage(() => import('./fleet.tsx').then((m) => m.Fleet), 6);
