'use client';

import { useQuery } from '@tanstack/react-query';
import { recognitionWords } from '../../_client/parties/fingerprint-words.ts';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';

/** Names of parties as the platform lists them; unknown ones by their recognition words. */
export function usePartyNames(own: string | null): (party: string) => string {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.party.list.queryOptions());
  return (party) => {
    const name = data?.find((one) => one.party === party)?.name ?? recognitionWords(party);
    return party === own ? say('party.you', { name }) : name;
  };
}
