'use client';

// The key broker verified in this browser, from the last head this person saw if the keys are open.

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { VerifiedBroker } from '#enclave/participant/index.ts';
import type { Head } from '#enclave/protocol/index.ts';
import type { Api } from '../_client/session/api.ts';
import { useKeys } from '../_client/session/keys-context.tsx';
import { verifyBrokerHere, withHead, type Member } from '../_client/session/member.ts';

export interface BrokerHere extends VerifiedBroker {
  /**
   * The head that this person saw last; undefined on a first visit, and while the keys are closed.
   */
  readonly before: Head | undefined;
  readonly checkedAt: Date;
}

async function verify(api: Api, member: Member | undefined): Promise<BrokerHere> {
  const verified = await verifyBrokerHere(api, member?.memory);
  const before = member?.memory.heads.find((head) => head.broker === verified.id);
  return { ...verified, before, checkedAt: new Date() };
}

export function useBrokerHere() {
  const { keys, api, keep } = useKeys();
  const member = keys.state === 'open' ? keys.member : undefined;
  const broker = useQuery({
    queryKey: ['broker-here', member?.party.party ?? ''],
    queryFn: () => verify(api, member),
    enabled: keys.state !== 'looking',
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false,
    retry: false,
  });
  const { data } = broker;
  useEffect(() => {
    if (data === undefined || member === undefined) return;
    // What was verified is remembered, so that no later log may fall below it.
    const memory = withHead(member.memory, data);
    if (memory !== member.memory) void keep(memory).catch(() => undefined);
  }, [data]);
  return { broker, isOpen: member !== undefined };
}
