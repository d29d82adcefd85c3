'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '#app/_client/session/api.ts';
import type { CardAnswer } from '#app/_client/parties/colleagues.ts';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';

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
