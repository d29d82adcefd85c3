// R11: a party's keys change by a new card that those who could sign before sign now.

import {
  EnclaveError,
  PartyCard,
  bytesOf,
  makeDocument,
  parseDocument,
  sorted,
  type SignedDocument,
} from '../protocol/index.ts';
import { signDocument, type Signer } from '../signing/sign.ts';
import type { Party } from './party.ts';

/** What the next card has that this one has not; nothing is taken away unless it is named. */
export interface CardChange {
  readonly approvers?: PartyCard['approvers'];
  readonly analysts?: PartyCard['analysts'];
  readonly recipients?: PartyCard['recipients'];
  readonly quorum?: number;
  readonly independentMin?: number;
}

/**
 * Another signature under a card that a colleague made; the platform merges them. Whoever signs has compared
 * it with the card before. Throws CARD_STALE if it does not follow this one.
 */
export async function coSignCard(
  party: Pick<Party, 'party' | 'card'>,
  pending: SignedDocument,
  signers: readonly Signer[],
): Promise<SignedDocument> {
  const last = parseDocument(PartyCard, bytesOf(party.card.document));
  const next = parseDocument(PartyCard, bytesOf(pending.document));
  const follows =
    next.value.party === party.party &&
    next.value.previous === last.name &&
    next.value.seq === last.value.seq + 1;
  if (!follows) throw new EnclaveError('CARD_STALE', 'chain');
  return signDocument('PartyCard', next, ...signers);
}

/** The next card, signed by `signers` of this one. Throws MALFORMED for a card that breaks R11 or R12. */
export async function nextCard(
  party: Pick<Party, 'party' | 'card'>,
  change: CardChange,
  signers: readonly Signer[],
): Promise<SignedDocument> {
  const { value, name } = parseDocument(PartyCard, bytesOf(party.card.document));
  const { approvers = [], analysts = [], recipients = [] } = change;
  const card = makeDocument(PartyCard, {
    ...value,
    party: party.party,
    seq: value.seq + 1,
    previous: name,
    approvers: sorted([...value.approvers, ...approvers], (key) => key.keyId),
    analysts: sorted([...value.analysts, ...analysts], (key) => key.keyId),
    recipients: sorted([...value.recipients, ...recipients], (one) => one.id),
    quorum: change.quorum ?? value.quorum,
    independentMin: change.independentMin ?? value.independentMin,
  });
  return signDocument('PartyCard', card, ...signers);
}
