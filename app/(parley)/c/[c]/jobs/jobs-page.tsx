'use client';

import { lazyPage } from '#app/_frame/lazy-page.tsx';

/**
 * The table sorts and filters, which the page itself need not wait for: its rows come later anyway.
 */
export const JobsPage = lazyPage(() => import('./job-table.tsx').then((m) => m.JobTable));
