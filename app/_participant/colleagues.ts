// Several people of one organisation: each makes own keys in an own browser, and those who sign for it put
// the public halves into the next card. Secrets stay with whoever made them.

import {
  coSignCard,
  freshPartySecrets,
  letIn,
  makeKeyRequest,
  nextCard,
  readKeyRequest,
  type CardChange,
  type KeyPower,
  type KeyRequest,
} from '../../enclave-jobs/participant/index.ts';
import {
  EnclaveError,
  PartyCard,
  bytesOf,
  parseDocument,
  toBase64Url,
  type Hash,
  type SignedDocument,
} from '../../enclave-jobs/protocol/index.ts';
import type { Api } from './api.ts';
import { namedPasskey, saveKeyFile } from './enrol.ts';
import type { Member } from './member.ts';
import { createPasskey } from './passkeys.ts';

/** How a person is called in the card: the same for all of that person's keys, and no name of anybody. */
function holderName(personId: string): string {
  return `holder-${personId.slice(0, 8)}`;
}

/**
 * Makes a passkey and secrets for a person whose organisation has a card already, and asks colleagues to let
 * them in. Gives back the hash whose words the two compare.
 */
export async function askForKeys(
  api: Api,
  { party, card }: { readonly party: Hash; readonly card: SignedDocument },
  personId: string,
  label: string,
): Promise<Hash> {
  const passkey = await createPasskey(label, holderName(personId));
  const secrets = await freshPartySecrets(globalThis.crypto, 0);
  const request = await makeKeyRequest(globalThis.crypto, party, passkey.key, secrets);
  const keyFile = { card, secrets, passkeys: [namedPasskey(passkey)] };
  await saveKeyFile(api, keyFile, passkey, label);
  await api.organisation.requestKeys.mutate({ request: toBase64Url(request) });
  return readKeyRequest(request).name;
}

export function cardOfMember({ party }: Member): PartyCard {
  return parseDocument(PartyCard, bytesOf(party.card.document)).value;
}

export type CardAnswer = Awaited<ReturnType<Api['organisation']['publishCard']['mutate']>>;

/** Signs a card that lets the asking person in; the words of the request were compared before. */
export async function letColleagueIn(
  api: Api,
  member: Member,
  request: KeyRequest,
  powers: ReadonlySet<KeyPower>,
): Promise<CardAnswer> {
  if (request.party !== member.party.party) throw new EnclaveError('KEY_UNKNOWN', 'party');
  return changeCard(api, member, letIn(cardOfMember(member), request, powers));
}

export async function changeCard(
  api: Api,
  member: Member,
  change: CardChange,
): Promise<CardAnswer> {
  const card = await nextCard(member.party, change, member.party.keys.approvers);
  return api.organisation.publishCard.mutate({ card });
}

/** A second signature under a card that a colleague made. Throws CARD_STALE. */
export async function signCardToo(
  api: Api,
  member: Member,
  pending: SignedDocument,
): Promise<CardAnswer> {
  const card = await coSignCard(member.party, pending, member.party.keys.approvers);
  return api.organisation.publishCard.mutate({ card });
}
