'use client';

// tRPC and its cache for pages. One stream per tab: browsers allow six connections to an origin.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { useState, type ReactNode } from 'react';
import type { AppRouter } from '#server/api/router.ts';
import { faultOf, openApi } from '../_client/session/api.ts';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const staleMs = 2_000;
const retriesMax = 2;

/** What was refused is refused: only a platform that did not answer is asked again. */
function shouldRetry(failures: number, error: unknown): boolean {
  return failures < retriesMax && faultOf(error) === undefined;
}

export function TrpcRoot({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: staleMs, retry: shouldRetry } },
      }),
  );
  const [trpcClient] = useState(() => openApi({ url: '' }));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
