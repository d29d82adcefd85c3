'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const SettingsPage = lazyPage(() => import('./settings.tsx').then((m) => m.Settings), 6);
