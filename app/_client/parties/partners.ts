// Everybody whom my joined collaborations name, with their key cards: which one is the newest, and
// whether each later one was signed by the keys of the one before (R11). Names are labels; the id
// is the first card.

import { cardChain } from '#enclave/decision/index.ts';
import {
  Collaboration,
  EnclaveError,
  PartyCard,
  readSigned,
  sorted,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import type { Api } from '../session/api.ts';
import { recognitionWords } from './fingerprint-words.ts';

export interface Partner {
  readonly party: Hash;
  readonly name: string;
  /** Names of the collaborations that name it. */
  readonly rooms: readonly string[];
  /** The newest card that its earlier keys signed; absent if there is none. */
  readonly card: PartyCard | undefined;
  /** False if a card was shown that the keys of the one before did not sign. */
  readonly holds: boolean;
}

/** As many parties as one question to the platform may name. */
const askedMax = 64;

/** Cards by party, the first one first. */
function byParty(cards: readonly SignedDocument[]): ReadonlyMap<Hash, readonly SignedDocument[]> {
  const parsed = cards.map((signed) => {
    const { name, value } = readSigned(PartyCard, signed);
    return { signed, party: value.party === 'self' ? name : value.party, seq: value.seq };
  });
  const found = new Map<Hash, SignedDocument[]>();
  for (const { party, signed } of sorted(parsed, (one) => one.seq)) {
    found.set(party, [...(found.get(party) ?? []), signed]);
  }
  return found;
}

/** The newest card of these, as far as their chain holds. */
async function cardOf(party: Hash, cards: readonly SignedDocument[]) {
  const { card, holds } = await cardChain(party, cards, globalThis.crypto);
  return { card: card?.value, holds };
}

/** The newest card of one party, as far as its chain of cards holds. */
export async function readKeyCard(api: Api, party: Hash): Promise<Pick<Partner, 'card' | 'holds'>> {
  const cards = await api.party.cards.query({ parties: [party] });
  return cardOf(party, byParty(cards).get(party) ?? []);
}

async function membersIn(api: Api, collaboration: string): Promise<readonly Hash[]> {
  const read = await api.collaboration.read.query({ collaboration });
  const { name, value } = readSigned(Collaboration, read);
  if (name !== collaboration) throw new EnclaveError('LINK_BROKEN', 'collaboration');
  return value.parties;
}

/** By name, without `own`. */
export async function readPartners(
  api: Api,
  collaborations: readonly { readonly id: string; readonly name: string }[],
  own: Hash,
): Promise<readonly Partner[]> {
  const rooms = await Promise.all(
    collaborations.map(async ({ id, name }) => ({ name, parties: await membersIn(api, id) })),
  );
  const ids = [...new Set(rooms.flatMap((room) => room.parties))].filter((id) => id !== own);
  const asked = Array.from({ length: Math.ceil(ids.length / askedMax) }, (_, i) =>
    api.party.cards.query({ parties: ids.slice(i * askedMax, (i + 1) * askedMax) }),
  );
  const cards = byParty((await Promise.all(asked)).flat());
  const partners = await Promise.all(
    ids.map(async (party) => {
      const { card, holds } = await cardOf(party, cards.get(party) ?? []);
      return {
        party,
        name: card?.name ?? recognitionWords(party),
        rooms: rooms.filter((room) => room.parties.includes(party)).map((room) => room.name),
        card,
        holds,
      };
    }),
  );
  return sorted(partners, (one) => one.name);
}
