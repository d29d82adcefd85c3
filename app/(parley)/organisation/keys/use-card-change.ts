'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '#app/_participant/api.ts';
import type { CardAnswer } from '#app/_participant/colleagues.ts';
import { useKeys } from '#app/_participant/keys-context.tsx';
import type { Member } from '#app/_participant/member.ts';

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
