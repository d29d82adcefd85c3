'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

/** Participant code is a chunk of its own, loaded where it is needed. */
export const ApprovalPage = lazyPage(() => import('./approval.tsx').then((m) => m.Approval));
