// A card never asks for less than the one before in silence: each lowering is named by whoever
// signs it.
import { describe, expect, it } from 'vitest';
import {
  coSignCard,
  draftCard,
  foundParty,
  freshPartySecrets,
  lowersOf,
  nextCard,
  type CardLowering,
  type Party,
} from '#enclave/participant/index.ts';
import {
  PartyCard,
  makeDocument,
  readSigned,
  toBase64Url,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';

const { crypto } = globalThis;

async function aParty(holders: number, quorum: number): Promise<Party> {
  const secrets = await freshPartySecrets(crypto, holders);
  return foundParty(crypto, { name: 'Alder Bank', quorum, secrets });
}

const cardOf = (signed: SignedDocument) => readSigned(PartyCard, signed).value;

/** A key of the first holder that pages of a platform can drive, as a passkey is. */
async function pageKey(holder = 'holder-1') {
  const { keyId, publicKey } = await freshSigningKey(crypto);
  const key = { keyId, alg: 'ed25519' as const, publicKey: toBase64Url(publicKey) };
  return { ...key, independent: false, holder };
}

/** The next card with fields that nextCard() itself would never write. */
function alteredCard(party: Party, fields: Partial<PartyCard>) {
  const { type: _type, v: _v, ...value } = draftCard(party, {}).value;
  return makeDocument(PartyCard, { ...value, ...fields });
}

describe('adding a passkey', () => {
  it('keeps the quorum and the independent signatures', async () => {
    const party = await aParty(1, 1);
    const change = { approvers: [await pageKey()] };
    const card = cardOf(await nextCard(party, change, party.keys.approvers));
    expect(card.approvers).toHaveLength(2);
    expect([card.quorum, card.independentMin]).toEqual([1, 1]);
    expect(lowersOf(cardOf(party.card), card)).toEqual([]);
  });

  it('that drops the independent signature is refused unless that was said → CARD_LOWERS', async () => {
    const party = await aParty(1, 1);
    const change = { approvers: [await pageKey()], independentMin: 0 };
    const { approvers } = party.keys;
    await expect(nextCard(party, change, approvers)).rejects.toThrow(
      'CARD_LOWERS (independentMin)',
    );
    await expect(nextCard(party, change, approvers, ['quorum'])).rejects.toThrow('CARD_LOWERS');
    const card = cardOf(await nextCard(party, change, approvers, ['independentMin']));
    expect(card.independentMin).toBe(0);
  });
});

describe('a card that asks for less', () => {
  it('by both numbers names both', async () => {
    const party = await aParty(3, 3);
    const change = { quorum: 2, independentMin: 0 };
    const after = draftCard(party, change).value;
    expect(lowersOf(cardOf(party.card), after)).toEqual(['quorum', 'independentMin']);
    await expect(nextCard(party, change, party.keys.approvers, ['quorum'])).rejects.toThrow(
      'CARD_LOWERS (independentMin)',
    );
  });

  it('is not one that asks for more', async () => {
    const party = await aParty(3, 2);
    const change = { quorum: 3, independentMin: 2 };
    const card = cardOf(await nextCard(party, change, party.keys.approvers));
    expect([card.quorum, card.independentMin]).toEqual([3, 2]);
  });

  const disguised: [CardLowering, (card: PartyCard) => Partial<PartyCard>][] = [
    ['quorum', () => ({ quorum: 2 })],
    ['independentMin', () => ({ independentMin: 0 })],
    [
      'independent',
      (card) => ({ approvers: card.approvers.map((key) => ({ ...key, independent: true })) }),
    ],
    [
      'holder',
      (card) => ({
        approvers: card.approvers.map((key) =>
          key.independent ? key : { ...key, holder: 'holder-4' },
        ),
      }),
    ],
  ];

  it.each(disguised)(
    'by %s is not signed too unless that was said → CARD_LOWERS',
    async (name, fields) => {
      const founded = await aParty(3, 3);
      const with2 = await nextCard(
        founded,
        { approvers: [await pageKey()] },
        founded.keys.approvers,
      );
      const party = { ...founded, card: with2 };
      const [first, second] = party.keys.approvers;
      if (first === undefined || second === undefined) throw new Error('approvers');
      const next = alteredCard(party, fields(cardOf(with2)));
      const pending = await signDocument('PartyCard', next, first);
      await expect(coSignCard(party, pending, [second])).rejects.toThrow(`CARD_LOWERS (${name})`);
      const signed = await coSignCard(party, pending, [second], [name]);
      expect(signed.document).toBe(pending.document);
    },
  );
});
