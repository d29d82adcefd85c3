// One party's chain of cards, as every reader walks it: what the keys of the card before did not
// sign is no card.

import { beforeAll, describe, expect, it } from 'vitest';
import { cardChain } from '#enclave/decision/index.ts';
import { nextCard, type Party } from '#enclave/participant/index.ts';
import type { SignedDocument } from '#enclave/protocol/index.ts';
import { aParty, crypto } from '../broker/broker-world.ts';

let alder: Party;
let rival: Party;
let second: SignedDocument;
let third: SignedDocument;
let forged: SignedDocument;

beforeAll(async () => {
  alder = await aParty('Alder Bank', 2, 2);
  rival = await aParty('Rival Loans');
  second = await nextCard(alder, {}, alder.keys.approvers);
  third = await nextCard({ ...alder, card: second }, {}, alder.keys.approvers);
  forged = await nextCard({ ...alder, card: second }, {}, rival.keys.approvers);
});

const chain = (cards: readonly SignedDocument[], party = alder.party) =>
  cardChain(party, cards, crypto);

describe('a chain of cards', () => {
  it('ends in the last card that the one before signed, in whatever order they are shown', async () => {
    const { card, signed, holds } = await chain([third, alder.card, second]);
    expect(card?.value.seq).toBe(3);
    expect(signed).toBe(third);
    expect(holds).toBe(true);
  });

  it('is nothing where no card is shown', async () => {
    expect(await chain([])).toEqual({ card: undefined, signed: undefined, holds: true });
  });

  it.each([
    ['a card that another party signed', () => [alder.card, second, forged], 2],
    [
      'a card too few signed',
      () => [alder.card, { ...second, signatures: second.signatures.slice(1) }],
      1,
    ],
    ['a gap', () => [alder.card, third], 1],
    ['a later card without the first', () => [second], undefined],
    ['the first card of another party', () => [rival.card], undefined],
  ])('ends before %s, and says that it does not hold', async (_what, cards, seq) => {
    const { card, holds } = await chain(cards());
    expect(card?.value.seq).toBe(seq);
    expect(holds).toBe(false);
  });
});
