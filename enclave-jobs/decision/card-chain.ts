// R11 as everybody checks it: a party is its first card, and each later one was signed by the
// quorum of the one before. Whatever is shown beyond that is nobody's card.

import {
  EnclaveError,
  PartyCard,
  readSigned,
  sorted,
  type Hash,
  type SignedDocument,
} from '../protocol/index.ts';
import { verifySigned, type Signed, type VerifyCrypto } from '../signing/index.ts';
import { admitCard } from './admit.ts';
import { cardSigners } from './candidate-keys.ts';
import { currentCard, type CardState } from './state.ts';

export interface CardChain {
  /** The newest card that its earlier keys signed; absent if there is none. */
  readonly card: Signed<PartyCard> | undefined;
  /** The same as it was signed. */
  readonly signed: SignedDocument | undefined;
  /** False if a card was shown that is no next one of this chain. */
  readonly holds: boolean;
}

/** `cards` are of this party, in any order. Throws MALFORMED for what is no card. */
export async function cardChain(
  party: Hash,
  cards: readonly SignedDocument[],
  crypto: VerifyCrypto,
): Promise<CardChain> {
  const parsed = cards.map((signed) => ({
    signed,
    doc: readSigned(PartyCard, signed),
  }));
  let state: CardState = { cards: new Map(), withdrawn: new Set() };
  let newest: SignedDocument | undefined;
  let holds = true;
  try {
    for (const { signed, doc } of sorted(parsed, (one) => one.doc.value.seq)) {
      const card = await verifySigned(PartyCard, signed, cardSigners(state, doc), crypto);
      state = admitCard(state, card);
      if (currentCard(state, party)?.name !== card.name) {
        throw new EnclaveError('CARD_STALE', 'of another party');
      }
      newest = signed;
    }
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    holds = false;
  }
  const card = newest === undefined ? undefined : currentCard(state, party);
  return { card, signed: newest, holds };
}
