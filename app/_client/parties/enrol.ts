// A passkey joins a party: a new card that names it, signed by a key that could sign before; and a
// key file that this passkey opens.

import {
  foundParty,
  freshPartySecrets,
  nextCard,
  type CardChange,
  type CardLowering,
} from '#enclave/participant/index.ts';
import { PartyCard, readSigned, toBase64Url } from '#enclave/protocol/index.ts';
import type { Api } from '../session/api.ts';
import { encodeKeyFile, wrapWithPasskey, type KeyFile } from '../session/key-file.ts';
import type { Member } from '../session/member.ts';
import { createPasskey, thisSite, type FreshPasskey } from '../session/passkeys.ts';

/** The name of the one holder whom a card of one person has; others join as people do. */
const firstHolder = 'holder-1';

/** At the platform, sealed so that this passkey opens it. */
export async function saveKeyFile(
  api: Api,
  keyFile: KeyFile,
  { credentialId }: FreshPasskey,
  label: string,
): Promise<void> {
  const plain = encodeKeyFile(keyFile);
  const file = await wrapWithPasskey(plain, { credentialId, rpId: thisSite().rpId });
  plain.fill(0);
  await api.me.addKeyFile.mutate({
    kind: 'passkey',
    label,
    credentialId: toBase64Url(credentialId),
    file: toBase64Url(file),
  });
}

/** The passkey as a key file names it. */
export function namedPasskey({ key, credentialId }: FreshPasskey) {
  return { keyId: key.keyId, credentialId: toBase64Url(credentialId) };
}

/** The plain key's holder, whose second key the passkey is. */
export function holderOf(member: Member): string {
  const { approvers } = readSigned(PartyCard, member.party.card).value;
  const [own] = member.party.keys.approvers;
  return approvers.find((one) => one.keyId === own?.keyId)?.holder ?? firstHolder;
}

/**
 * How many independent signatures a card may ask for so that this person can sign with a passkey
 * alone.
 */
export function independentWithPasskey({ independentMin, quorum }: PartyCard): number {
  return Math.min(independentMin, quorum - 1);
}

/**
 * The card's numbers once a passkey is in it: as they were, unless the person agreed to lower them.
 */
export function changeWithPasskey(card: PartyCard, agreed: readonly CardLowering[]): CardChange {
  return agreed.includes('independentMin') ? { independentMin: independentWithPasskey(card) } : {};
}

/**
 * Adds a passkey to the member's party. That alone changes no number of the card. With
 * `independentMin` agreed to, the pages that the platform serves can drive an approval from then on
 * (R39).
 */
export async function enrolPasskey(
  api: Api,
  member: Member,
  label: string,
  agreed: readonly CardLowering[],
): Promise<KeyFile> {
  const { value } = readSigned(PartyCard, member.party.card);
  const passkey = await createPasskey(label, holderOf(member));
  const change = { ...changeWithPasskey(value, agreed), approvers: [passkey.key] };
  const card = await nextCard(member.party, change, member.party.keys.approvers, agreed);
  const { keyFile } = member;
  const next = { ...keyFile, card, passkeys: [...keyFile.passkeys, namedPasskey(passkey)] };
  await saveKeyFile(api, next, passkey, label);
  await api.organisation.publishCard.mutate({ card });
  return next;
}

/** Founds the organisation's party with a passkey as its only approver. */
export async function foundWithPasskey(api: Api, name: string, label: string): Promise<KeyFile> {
  const passkey = await createPasskey(label, firstHolder);
  const secrets = await freshPartySecrets(globalThis.crypto, 0);
  const party = await foundParty(globalThis.crypto, {
    name,
    quorum: 1,
    secrets,
    passkeys: [passkey],
  });
  const keyFile = { card: party.card, secrets, passkeys: [namedPasskey(passkey)] };
  await saveKeyFile(api, keyFile, passkey, label);
  await api.organisation.publishCard.mutate({ card: party.card });
  return keyFile;
}
