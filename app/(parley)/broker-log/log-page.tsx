'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const LogPage = lazyPage(() => import('./broker-log.tsx').then((m) => m.BrokerLog));
