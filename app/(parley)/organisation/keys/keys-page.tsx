'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const KeysPage = lazyPage(() => import('./keys.tsx').then((m) => m.OrganisationKeys), 6);
