// R11 as a reader checks it: a party is its first card, and each later one was signed by the quorum of the
// one before. Whatever the platform shows beyond that is nobody's card.

import { approverKeys, meetsQuorum } from '../../enclave-jobs/decision/index.ts';
import {
  EnclaveError,
  PartyCard,
  bytesOf,
  parseDocument,
  sorted,
  type Hash,
  type SignedDocument,
} from '../../enclave-jobs/protocol/index.ts';
import { verifySigned, type Signed } from '../../enclave-jobs/signing/index.ts';

export interface CardChain {
  /** The newest card that its earlier keys signed; absent if there is none. */
  readonly card: PartyCard | undefined;
  /** The same as it was signed. */
  readonly signed: SignedDocument | undefined;
  /** False if a card was shown that the keys of the one before did not sign. */
  readonly holds: boolean;
}

async function follow(
  last: Signed<PartyCard> | undefined,
  signed: SignedDocument,
): Promise<Signed<PartyCard>> {
  const claimed = parseDocument(PartyCard, bytesOf(signed.document)).value;
  const before = last?.value ?? claimed;
  const card = await verifySigned(PartyCard, signed, before.approvers, globalThis.crypto);
  const isNext =
    last === undefined
      ? card.value.party === 'self'
      : card.value.previous === last.name && card.value.seq === last.value.seq + 1;
  if (!isNext) throw new EnclaveError('CARD_STALE', 'chain');
  if (!meetsQuorum(before, approverKeys(before, card.signers))) {
    throw new EnclaveError('QUORUM', 'card');
  }
  return card;
}

/** `cards` are of this party, in any order. Throws MALFORMED for what is no card. */
export async function cardChain(party: Hash, cards: readonly SignedDocument[]): Promise<CardChain> {
  const seqOf = ({ document }: SignedDocument) =>
    parseDocument(PartyCard, bytesOf(document)).value.seq;
  let last: Signed<PartyCard> | undefined;
  let newest: SignedDocument | undefined;
  try {
    for (const signed of sorted(cards, seqOf)) {
      const next = await follow(last, signed);
      if (last === undefined && next.name !== party) throw new EnclaveError('CARD_STALE', 'first');
      last = next;
      newest = signed;
    }
    return { card: last?.value, signed: newest, holds: true };
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    return { card: last?.value, signed: newest, holds: false };
  }
}
