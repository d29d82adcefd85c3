'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../../../_participant/api.ts';
import type { CardAnswer } from '../../../_participant/colleagues.ts';
import { useKeys } from '../../../_participant/keys-context.tsx';
import type { Member } from '../../../_participant/member.ts';

/** One touch over a card; an accepted one is this page's card from then on. */
export function useCardChange(member: Member, sign: (api: Api) => Promise<CardAnswer>) {
  const { api, open } = useKeys();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const answer = await sign(api);
      if (answer.state === 'accepted') await open(member.keyFile);
      return answer;
    },
    onSuccess: () => cache.invalidateQueries(),
  });
}
