// Several people of one organisation: each makes own keys in an own browser, and those who sign for
// it put the public halves into the next card. Secrets stay with whoever made them.

import {
  coSignCard,
  freshPartySecrets,
  letIn,
  makeKeyRequest,
  nextCard,
  openParty,
  readKeyRequest,
  type CardChange,
  type CardLowering,
  type KeyPower,
  type KeyRequest,
} from '#enclave/participant/index.ts';
import { approverKeys, meetsQuorum } from '#enclave/decision/index.ts';
import {
  EnclaveError,
  PartyCard,
  readSigned,
  toBase64Url,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import type { Signer } from '#enclave/signing/sign.ts';
import type { Api } from '../session/api.ts';
import { namedPasskey, saveKeyFile } from './enrol.ts';
import type { Member } from '../session/member.ts';
import { createPasskey } from '../session/passkeys.ts';

/**
 * How a person is called in the card: the same for all of that person's keys, and no name of
 * anybody.
 */
function holderName(personId: string): string {
  return `holder-${personId.slice(0, 8)}`;
}

/**
 * Makes a passkey and secrets for a person whose organisation has a card already, and asks
 * colleagues to let them in. Gives back the hash whose words the two compare.
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
  return readSigned(PartyCard, party.card).value;
}

/**
 * What this person's signature alone lacks under the own card. An independent one is a program's,
 * and no passkey gives it (R39).
 */
export function missingHere(member: Member): 'nothing' | 'people' | 'independent' {
  const card = cardOfMember(member);
  if (card.quorum > 1) return 'people';
  const own = approverKeys(
    card,
    member.party.keys.approvers.map((key) => key.keyId),
  );
  return meetsQuorum(card, own) ? 'nothing' : 'independent';
}

/**
 * Who signs a card here. Where the card in force asks for an independent signature, the key file's
 * plain keys sign beside the passkey: else nobody with both could ever change it in a browser.
 */
async function cardSigners(member: Member): Promise<readonly Signer[]> {
  const { party, keyFile, hasPasskey } = member;
  const own = party.keys.approvers;
  if (!hasPasskey || cardOfMember(member).independentMin === 0) return own;
  const plain = await openParty(globalThis.crypto, party.card, keyFile.secrets);
  return [...plain.keys.approvers, ...own];
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

/** A new card, signed here. Throws CARD_LOWERS for a lowering that the person did not agree to. */
export async function changeCard(
  api: Api,
  member: Member,
  change: CardChange,
  agreed: readonly CardLowering[] = [],
): Promise<CardAnswer> {
  const card = await nextCard(member.party, change, await cardSigners(member), agreed);
  return api.organisation.publishCard.mutate({ card });
}

/** A second signature under a card that a colleague made. Throws CARD_STALE and CARD_LOWERS. */
export async function signCardToo(
  api: Api,
  member: Member,
  pending: SignedDocument,
  agreed: readonly CardLowering[],
): Promise<CardAnswer> {
  const card = await coSignCard(member.party, pending, await cardSigners(member), agreed);
  return api.organisation.publishCard.mutate({ card });
}
