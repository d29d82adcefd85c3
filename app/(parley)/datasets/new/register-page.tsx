'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const RegisterPage = lazyPage(() => import('./register.tsx').then((m) => m.Register));
