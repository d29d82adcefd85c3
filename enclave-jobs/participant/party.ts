// A party on its own machine: keys of its people, its first card, its recipient.

import {
  EnclaveError,
  PartyCard,
  concatBytes,
  fromHex,
  hashOf,
  labelled,
  makeDocument,
  readSigned,
  sorted,
  toBase64Url,
  type ApproverKey,
  type Hash,
  type SignedDocument,
} from '../protocol/index.ts';
import { Secret, generateHybridKeys, recipientOf } from '../sealing/index.ts';
import { signDocument, signingKeyFromSeed, type Signer, type SigningKey } from '../signing/sign.ts';

export interface PartyKeys {
  /** Whoever signs for the party here: plain keys, or a person's passkey. */
  readonly approvers: readonly Signer[];
  readonly analyst: Signer;
  readonly identity: Secret;
  readonly recipient: string;
}

/** What a party keeps to itself; from it and the card the party can be opened again. */
export interface PartySecrets {
  readonly approverSeeds: readonly Secret[];
  readonly analystSeed: Secret;
  readonly identity: Secret;
}

/** A party with its keys; `party` is its name in every document, `card` its first card. */
export interface Party {
  readonly party: Hash;
  readonly name: string;
  readonly card: SignedDocument;
  readonly cardName: Hash;
  readonly keys: PartyKeys;
}

/** The id under which a party's one recipient stands in its card. */
export const recipientId = 'main';

/** Fresh secrets for a party with `holders` approvers. */
export async function freshPartySecrets(crypto: Crypto, holders: number): Promise<PartySecrets> {
  const seed = () => new Secret(crypto.getRandomValues(new Uint8Array(32)));
  const { identity } = await generateHybridKeys();
  return { approverSeeds: Array.from({ length: holders }, seed), analystSeed: seed(), identity };
}

interface PlainKeys extends PartyKeys {
  readonly approvers: readonly SigningKey[];
  readonly analyst: SigningKey;
}

async function openKeys(crypto: Crypto, secrets: PartySecrets): Promise<PlainKeys> {
  const open = (seed: Secret) => seed.use((bytes) => signingKeyFromSeed(crypto, bytes));
  return {
    approvers: await Promise.all(secrets.approverSeeds.map(open)),
    analyst: await open(secrets.analystSeed),
    identity: secrets.identity,
    recipient: await recipientOf(secrets.identity),
  };
}

/** A person's passkey as an approver of the card that is being made. */
export interface PasskeyApprover {
  readonly key: ApproverKey;
  readonly signer: Signer;
}

export interface PartyStart {
  readonly name: string;
  readonly quorum: number;
  readonly secrets: PartySecrets;
  /**
   * Of people in browsers; such a party trusts the platform's pages until it adds independent keys.
   */
  readonly passkeys?: readonly PasskeyApprover[];
}

/**
 * Founds a party: its first card, signed by all its approvers, `quorum` of whom must sign from then
 * on. Plain keys are `independent`: no page served by the platform can drive them.
 */
export async function foundParty(
  crypto: Crypto,
  { name, quorum, secrets, passkeys = [] }: PartyStart,
): Promise<Party> {
  const plain = await openKeys(crypto, secrets);
  const signers = passkeys.map(({ signer }) => signer);
  const keys = signers.length === 0 ? plain : { ...plain, approvers: signers };
  const publicKey = (key: SigningKey) => ({
    keyId: key.keyId,
    alg: 'ed25519' as const,
    publicKey: toBase64Url(key.publicKey),
  });
  const approvers = plain.approvers.map((key, i) => ({
    ...publicKey(key),
    independent: true,
    holder: `holder-${i + 1}`,
  }));
  const card = makeDocument(PartyCard, {
    party: 'self',
    seq: 1,
    name,
    approvers: sorted([...approvers, ...passkeys.map(({ key }) => key)], (key) => key.keyId),
    quorum,
    independentMin: approvers.length === 0 ? 0 : 1,
    witnesses: [],
    analysts: [publicKey(plain.analyst)],
    recipients: [{ id: recipientId, kind: 'hybrid', recipient: keys.recipient }],
  });
  const signed = await signDocument('PartyCard', card, ...plain.approvers, ...signers);
  return { party: card.name, name, card: signed, cardName: card.name, keys };
}

/**
 * A party whose card exists already, opened with its secrets; `passkeys` sign for it instead of the
 * plain keys, if there are any. Throws KEY_UNKNOWN if the card does not know them all.
 */
export async function openParty(
  crypto: Crypto,
  card: SignedDocument,
  secrets: PartySecrets,
  passkeys: readonly Signer[] = [],
): Promise<Party> {
  const { value, name } = readSigned(PartyCard, card);
  const plain = await openKeys(crypto, secrets);
  const keys = passkeys.length === 0 ? plain : { ...plain, approvers: passkeys };
  const known =
    [...plain.approvers, ...passkeys].every((key) =>
      value.approvers.some((one) => one.keyId === key.keyId),
    ) && value.recipients.some((one) => one.recipient === keys.recipient);
  if (!known) throw new EnclaveError('KEY_UNKNOWN', 'party card');
  const party = value.party === 'self' ? name : value.party;
  return { party, name: value.name, card, cardName: name, keys };
}

/** A fresh dataset id: SHA-256("parley/v1/dataset" ‖ 0x00 ‖ party ‖ 32 random bytes). */
export function freshDatasetId(crypto: Crypto, party: Hash): Hash {
  const random = crypto.getRandomValues(new Uint8Array(32));
  return hashOf(labelled('parley/v1/dataset', concatBytes(fromHex(party), random)));
}
