'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const EditPage = lazyPage(() => import('./edit.tsx').then((m) => m.EditPolicy));
