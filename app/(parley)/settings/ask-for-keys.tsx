'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readKeyRequest } from '../../../enclave-jobs/participant/index.ts';
import { bytesOf, hashSchema } from '../../../enclave-jobs/protocol/index.ts';
import { cardChain } from '../../_participant/card-chain.ts';
import { askForKeys } from '../../_participant/colleagues.ts';
import { comparisonWords } from '../../_participant/fingerprint-words.ts';
import { useKeys } from '../../_participant/keys-context.tsx';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { Field } from '../../_ui/field.tsx';
import { FingerprintWords } from '../../_ui/fingerprint-words.tsx';
import { Input } from '../../_ui/input.tsx';
import { Section } from '../../_ui/section.tsx';
import { PasskeyFault } from './add-passkey.tsx';

interface AskForKeysProps {
  readonly personId: string;
  readonly party: string;
  readonly organisation: string;
}

/** A person whose organisation has keys already: makes own ones, and waits for colleagues to sign them in. */
export function AskForKeys({ personId, party, organisation }: AskForKeysProps) {
  const trpc = useTRPC();
  const { api } = useKeys();
  const cache = useQueryClient();
  const [label, setLabel] = useState<string>(say('keys.add.default'));
  const changes = useQuery(trpc.organisation.keyChanges.queryOptions());
  const ask = useMutation({
    mutationFn: async () => {
      const own = hashSchema.parse(party);
      const { signed } = await cardChain(own, await api.party.cards.query({ parties: [own] }));
      if (signed === undefined) throw new Error('the organisation has no card');
      return askForKeys(api, { party: own, card: signed }, personId, label);
    },
    onSuccess: () => cache.invalidateQueries(),
  });
  const mine = changes.data?.requests.find((one) => one.personId === personId);
  if (mine !== undefined) {
    return (
      <Section title={say('keys.ask.waits')} note={say('keys.ask.waits.note')}>
        <FingerprintWords
          party={organisation}
          words={comparisonWords(readKeyRequest(bytesOf(mine.request)).name)}
          state={{ kind: 'never', words: say('keys.ask.waits.state', { organisation }) }}
        />
      </Section>
    );
  }
  return (
    <Section title={say('keys.ask.title')} note={say('keys.ask.why', { organisation })}>
      <div className="flex max-w-[420px] flex-col gap-4">
        <Field label={say('keys.add.label')}>
          {(control) => (
            <Input
              {...control}
              value={label}
              maxLength={60}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        {ask.error === null ? null : <PasskeyFault error={ask.error} />}
        <div>
          <Button
            variant="filled"
            disabled={ask.isPending || label.trim() === ''}
            onClick={() => ask.mutate()}
          >
            {ask.isPending ? say('keys.found.busy') : say('keys.ask.button')}
          </Button>
        </div>
      </div>
    </Section>
  );
}
