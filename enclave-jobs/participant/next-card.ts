// R11: a party's keys change by a new card that those who could sign before sign now.

import {
  EnclaveError,
  PartyCard,
  makeDocument,
  readSigned,
  sorted,
  type Doc,
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

/** What a card asked for and the next one does not ask for any more. */
export type CardLowering = 'quorum' | 'independentMin' | 'independent' | 'holder' | 'witness';

/**
 * Every way in which fewer people, or fewer programs of their own, sign for the party than before:
 * smaller numbers, a key that is called independent from now on, keys of one person that count as
 * two, a witness gone.
 */
export function lowersOf(before: PartyCard, after: PartyCard): readonly CardLowering[] {
  const keys = before.approvers.flatMap((was) => {
    const is = after.approvers.find((one) => one.keyId === was.keyId);
    return is === undefined ? [] : [{ was, is }];
  });
  const isSplit = keys.some((one) =>
    keys.some((two) => one.was.holder === two.was.holder && one.is.holder !== two.is.holder),
  );
  const found: Readonly<Record<CardLowering, boolean>> = {
    quorum: after.quorum < before.quorum,
    independentMin: after.independentMin < before.independentMin,
    independent: keys.some(({ was, is }) => is.independent && !was.independent),
    holder: isSplit,
    witness: before.witnesses.some((witness) => !after.witnesses.includes(witness)),
  };
  return (Object.keys(found) as CardLowering[]).filter((one) => found[one]);
}

/** Throws CARD_LOWERS unless each lowering was agreed to by its name. */
function requireAgreed(before: PartyCard, after: PartyCard, agreed: readonly CardLowering[]): void {
  const silent = lowersOf(before, after).filter((one) => !agreed.includes(one));
  if (silent.length > 0) throw new EnclaveError('CARD_LOWERS', silent.join(', '));
}

/**
 * Another signature under a card that a colleague made; the platform merges them. Whoever signs has
 * compared it with the card before, and names every lowering in `agreed`. Throws CARD_STALE if it
 * does not follow this one, CARD_LOWERS for a lowering that is not named.
 */
export async function coSignCard(
  party: Pick<Party, 'party' | 'card'>,
  pending: SignedDocument,
  signers: readonly Signer[],
  agreed: readonly CardLowering[] = [],
): Promise<SignedDocument> {
  const last = readSigned(PartyCard, party.card);
  const next = readSigned(PartyCard, pending);
  const follows =
    next.value.party === party.party &&
    next.value.previous === last.name &&
    next.value.seq === last.value.seq + 1;
  if (!follows) throw new EnclaveError('CARD_STALE', 'chain');
  requireAgreed(last.value, next.value, agreed);
  return signDocument('PartyCard', next, ...signers);
}

/** The next card as it would be signed. Throws MALFORMED for a card that breaks R11 or R12. */
export function draftCard(
  party: Pick<Party, 'party' | 'card'>,
  change: CardChange,
): Doc<PartyCard> {
  const { value, name } = readSigned(PartyCard, party.card);
  const { approvers = [], analysts = [], recipients = [] } = change;
  return makeDocument(PartyCard, {
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
}

/**
 * The next card, signed by `signers` of this one. It asks for no less than this one unless `agreed`
 * names what it lowers. Throws MALFORMED for a card that breaks R11 or R12, CARD_LOWERS for a
 * lowering that is not named.
 */
export async function nextCard(
  party: Pick<Party, 'party' | 'card'>,
  change: CardChange,
  signers: readonly Signer[],
  agreed: readonly CardLowering[] = [],
): Promise<SignedDocument> {
  const card = draftCard(party, change);
  const { value } = readSigned(PartyCard, party.card);
  requireAgreed(value, card.value, agreed);
  return signDocument('PartyCard', card, ...signers);
}
