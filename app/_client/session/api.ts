// The platform's procedures, typed; the same client for pages and for the terminal. What comes back
// is somebody's claim until participant code has checked it.

import {
  TRPCClientError,
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
} from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '#server/api/router.ts';

export type Api = ReturnType<typeof createTRPCClient<AppRouter>>;

export interface ApiOptions {
  /** Of the platform; empty for the page's own. */
  readonly url: string;
  /** A session, where no browser keeps it. */
  readonly cookie?: string;
}

export function openApi({ url, cookie }: ApiOptions): Api {
  const endpoint = `${url}/api/trpc`;
  const headers = cookie === undefined ? {} : { cookie };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url: endpoint, transformer: superjson }),
        false: httpBatchLink({
          url: endpoint,
          transformer: superjson,
          headers,
          maxURLLength: 4000,
        }),
      }),
    ],
  });
}

/** The sealed answer of a job; undefined if the platform has none for this person. */
export async function fetchSealedResult(
  { url, cookie }: ApiOptions,
  job: string,
): Promise<Uint8Array | undefined> {
  const headers = cookie === undefined ? {} : { cookie };
  const response = await fetch(`${url}/api/results/${job}`, { headers });
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
}

/** What a procedure refused with; undefined if it did not answer at all. */
export function faultOf(
  error: unknown,
): { readonly code: string; readonly place: string } | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  if (typeof data !== 'object' || data === null) return undefined;
  if ('fault' in data && typeof data.fault === 'object' && data.fault !== null) {
    const { fault } = data;
    if ('code' in fault && 'place' in fault) {
      return { code: String(fault.code), place: String(fault.place) };
    }
  }
  return 'code' in data ? { code: String(data.code), place: '' } : undefined;
}
