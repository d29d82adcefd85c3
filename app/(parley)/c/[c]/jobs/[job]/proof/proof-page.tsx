'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

export const ProofPage = lazyPage(() => import('./job-proof.tsx').then((m) => m.JobProof));
