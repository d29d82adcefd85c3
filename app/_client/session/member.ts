// A person's keys in this browser: the key file opened, the party's newest card, the memory of pins
// and heads. Everything that signs or opens starts from here.

import { cardChain } from '#enclave/decision/index.ts';
import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import {
  firstVisit,
  openClientState,
  openParty,
  passkeySigner,
  requirePinned,
  sealClientState,
  seeHead,
  verifyBroker,
  type ClientState,
  type Party,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  PartyCard,
  bytesOf,
  readSigned,
  toBase64Url,
  type Bytes,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { faultOf, type Api } from './api.ts';
import { buildFacts } from './build-facts.ts';
import type { KeyFile } from './key-file.ts';
import { mergedMemory } from './merged-memory.ts';
import type { Platform } from './platform.ts';

/** An opened party with its person's memory. */
export interface Member {
  readonly party: Party;
  readonly keyFile: KeyFile;
  readonly memory: ClientState;
  /** Of the memory at the platform; 0 if there is none yet. */
  readonly revision: number;
  /** Whether a passkey of this person stands in the card. */
  readonly hasPasskey: boolean;
}

const savesMax = 3;

/**
 * The end of the party's own chain; the key file's own card where the platform shows no later one.
 */
async function newestCard(
  party: Hash,
  cards: readonly SignedDocument[],
  own: SignedDocument,
): Promise<SignedDocument> {
  const seqOf = (card: SignedDocument) => readSigned(PartyCard, card).value.seq;
  const { signed } = await cardChain(party, cards, globalThis.crypto);
  return signed !== undefined && seqOf(signed) > seqOf(own) ? signed : own;
}

/** The passkeys of this key file that the card knows, as signers. */
function passkeysIn(card: SignedDocument, { passkeys }: KeyFile) {
  // A terminal has no authenticator; plain keys sign there.
  if (typeof window === 'undefined') return [];
  const { approvers } = readSigned(PartyCard, card).value;
  return passkeys.flatMap(({ keyId, credentialId }) => {
    const key = approvers.find((one) => one.keyId === keyId);
    const isHere = key?.origin === window.location.origin;
    return key === undefined || !isHere
      ? []
      : [passkeySigner(navigator.credentials, key, bytesOf(credentialId))];
  });
}

type Kept = Awaited<ReturnType<Api['me']['clientState']['query']>>;

async function readKept(kept: Kept, party: Party): Promise<Pick<Member, 'memory' | 'revision'>> {
  if (kept === null) return { memory: firstVisit, revision: 0 };
  const memory = await openClientState(bytesOf(kept.file), party.keys.identity);
  return { memory, revision: kept.revision };
}

/**
 * Opens the party of a key file with its newest card. Throws KEY_UNKNOWN if the card dropped the
 * keys.
 */
export async function openMember(api: Api, keyFile: KeyFile): Promise<Member> {
  const first = readSigned(PartyCard, keyFile.card);
  const id = first.value.party === 'self' ? first.name : first.value.party;
  const [cards, kept] = await Promise.all([
    api.party.cards.query({ parties: [id] }),
    api.me.clientState.query(),
  ]);
  const card = await newestCard(id, cards, keyFile.card);
  const passkeys = passkeysIn(card, keyFile);
  // One passkey is asked: whichever this browser has, the person is the same holder.
  const party = await openParty(globalThis.crypto, card, keyFile.secrets, passkeys.slice(-1));
  return { party, keyFile, hasPasskey: passkeys.length > 0, ...(await readKept(kept, party)) };
}

/**
 * Keeps the memory at the platform, sealed to oneself; another browser's newer memory is merged in.
 */
export async function remember(api: Api, member: Member, memory: ClientState): Promise<Member> {
  let { revision } = member;
  let state = memory;
  for (let attempt = 0; attempt < savesMax; attempt++) {
    const file = await sealClientState(state, member.party.keys.identity);
    try {
      const saved = await api.me.saveClientState.mutate({ revision, file: toBase64Url(file) });
      return { ...member, memory: state, revision: saved.revision };
    } catch (error) {
      if (faultOf(error)?.code !== 'CONFLICT') throw error;
      const theirs = await readKept(await api.me.clientState.query(), member.party);
      ({ revision } = theirs);
      state = mergedMemory(state, theirs.memory);
    }
  }
  throw new Error('the memory changes elsewhere all the time');
}

/** Whose words this person compared; one's own party needs no comparing. */
export function comparedBy({ party, memory }: Pick<Member, 'party' | 'memory'>): ReadonlySet<Hash> {
  return new Set([party.party, ...memory.pins.map((pin) => pin.party)]);
}

/**
 * Throws PARTY_UNPINNED for a party, other than one's own, whose words this person never compared.
 */
export function requireCompared(
  member: Pick<Member, 'party' | 'memory'>,
  parties: readonly Hash[],
): void {
  requirePinned(comparedBy(member), parties);
}

/** The broker, verified here over a nonce of mine and from the last head that I saw. */
export function verifyBrokerHere(
  { broker }: Pick<Platform, 'broker'>,
  memory: ClientState | undefined,
  acceptedCode: readonly Hash[] = buildFacts().broker,
): Promise<VerifiedBroker> {
  const carry = async (request: Bytes) => {
    const { answer } = await broker.ask.mutate({ request: toBase64Url(request) });
    return bytesOf(answer);
  };
  return verifyBroker(carry, {
    crypto: globalThis.crypto,
    verifiers: simulatedWorldVerifiers,
    acceptedCode,
    assurance: 'simulated',
    at: Math.floor(Date.now() / 1000),
    headsSeen: memory?.heads,
  });
}

/**
 * The same memory with a head that was just verified; itself if that head is known. A stranger is
 * remembered only by an explicit yes: whoever was looked at once would not be one any more.
 */
export function withHead(
  memory: ClientState,
  broker: VerifiedBroker,
  acceptsStranger = false,
): ClientState {
  if (broker.standing === 'stranger' && !acceptsStranger) return memory;
  const known = memory.heads.some(
    (head) => head.broker === broker.id && head.index === broker.head.index,
  );
  return known ? memory : seeHead(memory, broker.head);
}
