'use client';

import { useQuery } from '@tanstack/react-query';
import { cardChain } from '#enclave/decision/index.ts';
import { readKeyRequest } from '#enclave/participant/index.ts';
import { bytesOf, hashSchema } from '#enclave/protocol/index.ts';
import { askForKeys } from '../../_client/parties/colleagues.ts';
import { comparisonWords } from '../../_client/parties/fingerprint-words.ts';
import { useKeys } from '../../_client/session/keys-context.tsx';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { FingerprintWords } from '../../_ui/fingerprint-words.tsx';
import { Section } from '../../_ui/section.tsx';
import { PasskeyForm } from './passkey-form.tsx';

interface AskForKeysProps {
  readonly personId: string;
  readonly party: string;
  readonly organisation: string;
}

/**
 * A person whose organisation has keys already: makes own ones, and waits for colleagues to sign
 * them in.
 */
export function AskForKeys({ personId, party, organisation }: AskForKeysProps) {
  const trpc = useTRPC();
  const { api } = useKeys();
  const changes = useQuery(trpc.organisation.keyChanges.queryOptions());
  const ask = async (label: string) => {
    const own = hashSchema.parse(party);
    const cards = await api.party.cards.query({ parties: [own] });
    const { signed } = await cardChain(own, cards, globalThis.crypto);
    if (signed === undefined) throw new Error('the organisation has no card');
    return askForKeys(api, { party: own, card: signed }, personId, label);
  };
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
      <PasskeyForm button={say('keys.ask.button')} onMake={ask} />
    </Section>
  );
}
