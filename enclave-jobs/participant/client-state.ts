// Protocol section 10: what rollback protection rests on. A client's memory of pins, heads and grant
// numbers, kept as an age file to the party's own recipient, wherever the platform stores it.

import * as z from 'zod';
import {
  EnclaveError,
  canonicalBytes,
  defineDocument,
  hashSchema,
  headSchema,
  makeDocument,
  nonceSchema,
  parseDocument,
  partySchema,
  seqSchema,
  sorted,
  sortedList,
  timeSchema,
  toBase64Url,
  type Bytes,
  type Hash,
  type Head,
} from '../protocol/index.ts';
import { openSealed, sealTo, type AgeIdentity, type Secret } from '../sealing/index.ts';

const entriesMax = 10_000;

export const ClientState = defineDocument('ClientState', {
  /** Parties whose fingerprints were compared out of band, and when. */
  pins: sortedList(
    z.strictObject({ party: partySchema, comparedAt: timeSchema }),
    entriesMax,
    (pin) => pin.party,
  ),
  /** The highest head seen, per broker. */
  heads: sortedList(headSchema, entriesMax, (head) => head.broker),
  /**
   * The last grant number given, per manifest, and the noise share that every grant of it repeats: it is
   * nowhere else, and absent for what another browser or program registered.
   */
  grants: sortedList(
    z.strictObject({
      manifest: hashSchema,
      grantSeq: seqSchema,
      noiseShare: nonceSchema.optional(),
    }),
    entriesMax,
    (grant) => grant.manifest,
  ),
});
export type ClientState = z.infer<typeof ClientState.schema>;

/** A first visit: nothing to compare with, and every verdict must say so. */
export const firstVisit: ClientState = makeDocument(ClientState, {
  pins: [],
  heads: [],
  grants: [],
}).value;

/** The head below which this broker may not fall; undefined on a first visit. */
export function headSeen(state: ClientState, broker: Hash): Head | undefined {
  return state.heads.find((head) => head.broker === broker);
}

/**
 * Remembers a head that verifyBroker() has shown to extend the last one. Throws HEAD_ROLLED_BACK for one
 * that is lower, or another entry at the same index.
 */
export function seeHead(state: ClientState, head: Head): ClientState {
  const last = headSeen(state, head.broker);
  const forked = last?.index === head.index && last.entry !== head.entry;
  if (last !== undefined && (head.index < last.index || forked)) {
    throw new EnclaveError('HEAD_ROLLED_BACK', `log ${head.index}`);
  }
  const others = state.heads.filter((one) => one.broker !== head.broker);
  return { ...state, heads: sorted([...others, head], (one) => one.broker) };
}

/** What of the memory goes into the grants of a dataset version; undefined if it was never granted here. */
export function grantOf(
  state: ClientState,
  manifest: Hash,
): ClientState['grants'][number] | undefined {
  return state.grants.find((grant) => grant.manifest === manifest);
}

/**
 * The number for the next grant of a dataset version, and the state that remembers it (R10) with the share
 * that was granted.
 */
export function nextGrant(
  state: ClientState,
  manifest: Hash,
  noiseShare: Secret,
): { readonly grantSeq: number; readonly state: ClientState } {
  const grantSeq = (grantOf(state, manifest)?.grantSeq ?? 0) + 1;
  const others = state.grants.filter((grant) => grant.manifest !== manifest);
  const next = { manifest, grantSeq, noiseShare: noiseShare.use(toBase64Url) };
  const grants = sorted([...others, next], (grant) => grant.manifest);
  return { grantSeq, state: { ...state, grants } };
}

/** Pins a party whose words were compared; a second time changes nothing. */
export function pinParty(state: ClientState, party: Hash, comparedAt: number): ClientState {
  if (state.pins.some((pin) => pin.party === party)) return state;
  return { ...state, pins: sorted([...state.pins, { party, comparedAt }], (pin) => pin.party) };
}

/** The state as an age file to oneself. */
export function sealClientState(state: ClientState, recipient: string): Promise<Bytes> {
  return sealTo([recipient], canonicalBytes(state));
}

/**
 * Throws IDENTITY_WRONG or MALFORMED. age names no sender: a platform can hand back an older state, or one of
 * its own making to my recipient; what it cannot do is make the heads of an honest broker go back.
 */
export async function openClientState(
  file: Uint8Array,
  identity: AgeIdentity,
): Promise<ClientState> {
  const plaintext = await openSealed(file, identity, 'result').catch((cause: unknown) => {
    throw new EnclaveError('IDENTITY_WRONG', 'client state', { cause });
  });
  return parseDocument(ClientState, plaintext).value;
}
