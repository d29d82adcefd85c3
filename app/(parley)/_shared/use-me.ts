'use client';

import { useQuery } from '@tanstack/react-query';
import type { Role } from '#server/domain/permissions.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';

/** Who is signed in, from the frame's own query: it is there before any page is. */
export function useMe() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.me.read.queryOptions());
  const can = (...roles: readonly Role[]) =>
    data?.roles.some((role) => roles.includes(role)) ?? false;
  return { me: data, can, party: data?.organisation.party ?? null };
}
