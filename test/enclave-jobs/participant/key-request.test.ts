// A colleague's own keys: only public halves travel, and letting them in never lowers what a card
// asks for.
import { describe, expect, it } from 'vitest';
import {
  coSignCard,
  foundParty,
  freshPartySecrets,
  letIn,
  makeKeyRequest,
  nextCard,
  quorumFor,
  readKeyRequest,
} from '#enclave/participant/index.ts';
import {
  PartyCard,
  bytesOf,
  canonicalBytes,
  fromUtf8,
  hashOf,
  parseDocument,
  toBase64Url,
  utf8,
} from '#enclave/protocol/index.ts';
import { freshSigningKey } from '#enclave/signing/sign.ts';

const { crypto } = globalThis;

const party = hashOf(utf8('a party'));

async function asked(holder = 'holder-2') {
  const secrets = await freshPartySecrets(crypto, 0);
  const key = await freshSigningKey(crypto);
  const approver = {
    keyId: key.keyId,
    alg: 'ed25519' as const,
    publicKey: toBase64Url(key.publicKey),
    independent: true,
    holder,
  };
  return { secrets, key, bytes: await makeKeyRequest(crypto, party, approver, secrets) };
}

async function aParty(holders: number, quorum: number) {
  const secrets = await freshPartySecrets(crypto, holders);
  return foundParty(crypto, { name: 'Alder Bank', quorum, secrets });
}

const cardOf = ({ document }: { document: string }) => parseDocument(PartyCard, bytesOf(document));

describe('a request for keys', () => {
  it('has nothing of the secrets in it', async () => {
    const { secrets, bytes } = await asked();
    const text = fromUtf8(bytes);
    expect(text).not.toContain(secrets.identity.use(fromUtf8));
    expect(text).not.toContain(secrets.analystSeed.use(toBase64Url));
  });

  it('has another name, hence other words, once any key of it is swapped', async () => {
    const [one, two] = [
      readKeyRequest((await asked()).bytes),
      readKeyRequest((await asked()).bytes),
    ];
    const swapped = { ...one.request, recipient: two.request.recipient };
    expect(readKeyRequest(canonicalBytes(swapped)).name).not.toBe(one.name);
  });

  it('with a field too many is refused → MALFORMED', async () => {
    const { request } = readKeyRequest((await asked()).bytes);
    const more = canonicalBytes({ ...request, quorum: 1 });
    expect(() => readKeyRequest(more)).toThrow('MALFORMED');
  });
});

describe('letting a colleague in', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
  ])('of %i holders at least %i sign', (holders, quorum) => {
    expect(quorumFor(holders)).toBe(quorum);
  });

  it('to approve raises the quorum to more than half', async () => {
    const party = await aParty(1, 1);
    const { request } = readKeyRequest((await asked()).bytes);
    const change = letIn(cardOf(party.card).value, request, new Set(['approve']));
    const card = cardOf(await nextCard(party, change, party.keys.approvers)).value;
    expect(card.quorum).toBe(2);
    expect(card.approvers).toHaveLength(2);
    expect(card.analysts).toHaveLength(1);
  });

  it('counts no key of a newcomer as independent, whatever it says of itself', async () => {
    const party = await aParty(1, 1);
    const { request } = readKeyRequest((await asked()).bytes);
    const { approvers } = letIn(cardOf(party.card).value, request, new Set(['approve']));
    expect(request.approver.independent).toBe(true);
    expect(approvers?.map((key) => key.independent)).toEqual([false]);
  });

  it('under the name of somebody who is in the card is refused → KEY_UNKNOWN', async () => {
    const party = await aParty(1, 1);
    const { request } = readKeyRequest((await asked('holder-1')).bytes);
    expect(() => letIn(cardOf(party.card).value, request, new Set(['ask']))).toThrow('KEY_UNKNOWN');
  });

  it('to ask leaves the approvers and the quorum as they are', async () => {
    const party = await aParty(1, 1);
    const { request } = readKeyRequest((await asked()).bytes);
    const change = letIn(cardOf(party.card).value, request, new Set(['ask']));
    const card = cardOf(await nextCard(party, change, party.keys.approvers)).value;
    expect([card.quorum, card.approvers.length, card.analysts.length]).toEqual([1, 1, 2]);
    expect(card.recipients).toHaveLength(2);
  });
});

describe('signing a colleague’s card too', () => {
  it('adds a signature under the same bytes', async () => {
    const party = await aParty(3, 2);
    const [first, second] = party.keys.approvers;
    if (first === undefined || second === undefined) throw new Error('approvers');
    const pending = await nextCard(party, { quorum: 3 }, [first]);
    const again = await coSignCard(party, pending, [second]);
    expect(again.document).toBe(pending.document);
    expect(again.signatures.map((one) => one.keyId)).toEqual([second.keyId]);
  });

  it('is refused for a card that does not follow mine → CARD_STALE', async () => {
    const [party, other] = [await aParty(3, 2), await aParty(3, 2)];
    const pending = await nextCard(other, { quorum: 3 }, other.keys.approvers);
    await expect(coSignCard(party, pending, party.keys.approvers)).rejects.toThrow('CARD_STALE');
  });
});
