// Protocol section 10: what rollback protection rests on. A client's memory of pins, heads and
// grant numbers, kept as an age file to the party's own recipient, wherever the platform stores it.

import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as z from 'zod';
import {
  EnclaveError,
  bytesOf,
  bytesSchema,
  canonicalBytes,
  checkShape,
  concatBytes,
  defineDocument,
  equalBytes,
  hashSchema,
  headSchema,
  makeDocument,
  nonceSchema,
  parseCanonical,
  parseDocument,
  recodeLater,
  partySchema,
  seqSchema,
  sorted,
  sortedList,
  timeSchema,
  toBase64Url,
  utf8,
  type Bytes,
  type Hash,
  type Head,
} from '../protocol/index.ts';
import { openSealed, recipientOf, sealTo, type Secret } from '../sealing/index.ts';

const entriesMax = 10_000;
const stateBytesMax = 1024 * 1024;
/** Base64url and the little around it. */
const rememberedBytesMax = 1.5 * 1024 * 1024;

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
   * The last grant number given, per manifest, and the noise share that every grant of it repeats:
   * it is nowhere else, and absent for what another browser or program registered.
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
 * Remembers a head that verifyBroker() has shown to extend the last one. Throws HEAD_ROLLED_BACK
 * for one that is lower, or another entry at the same index.
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

/**
 * What of the memory goes into the grants of a dataset version; undefined if it was never granted
 * here.
 */
export function grantOf(
  state: ClientState,
  manifest: Hash,
): ClientState['grants'][number] | undefined {
  return state.grants.find((grant) => grant.manifest === manifest);
}

/**
 * The number for the next grant of a dataset version, and the state that remembers it (R10) with
 * the share that was granted.
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

const rememberedSchema = z.strictObject({
  parley: z.literal('memory/1'),
  state: bytesSchema(stateBytesMax),
  tag: nonceSchema,
});

/**
 * HMAC-SHA-256 under a key that HKDF-SHA-256 derives from the identity: age names no sender, and
 * the platform knows the recipient. Only who opens the memory can have written it.
 */
function tagOf(state: Uint8Array, identity: Secret): Bytes {
  const label = utf8('parley/v1/client-state');
  const key = identity.use((secret) => hkdf(sha256, secret, undefined, label, sha256.outputLen));
  const tag = hmac(sha256, key, state);
  key.fill(0);
  return concatBytes(tag);
}

/** The state as an age file to oneself, marked as one's own. */
export async function sealClientState(state: ClientState, identity: Secret): Promise<Bytes> {
  const bytes = canonicalBytes(state);
  const remembered = {
    parley: 'memory/1',
    state: toBase64Url(bytes),
    tag: toBase64Url(tagOf(bytes, identity)),
  };
  return sealTo([await recipientOf(identity)], canonicalBytes(remembered));
}

/**
 * Throws IDENTITY_WRONG for a file that is not to me or that I did not write, or MALFORMED. A
 * platform can still hand back an older state of mine; what it cannot do is make the heads of an
 * honest broker go back.
 */
export async function openClientState(file: Uint8Array, identity: Secret): Promise<ClientState> {
  const plaintext = await recodeLater('IDENTITY_WRONG', 'client state', () =>
    openSealed(file, identity, 'result'),
  );
  const read = checkShape(rememberedSchema, parseCanonical(plaintext, rememberedBytesMax));
  const state = bytesOf(read.state);
  if (!equalBytes(tagOf(state, identity), bytesOf(read.tag))) {
    throw new EnclaveError('IDENTITY_WRONG', 'client state written by somebody else');
  }
  return parseDocument(ClientState, state).value;
}
