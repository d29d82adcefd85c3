// R11 among colleagues: a person makes keys in an own browser, and those who sign for the
// organisation put the public halves into its next card. The request has no signature: that it is
// this person's is told by words that the two compare.

import * as z from 'zod';
import {
  EnclaveError,
  analystKeySchema,
  approverKeySchema,
  canonicalBytes,
  checkShape,
  hashOf,
  hybridRecipientSchema,
  idSchema,
  parseCanonical,
  partySchema,
  toBase64Url,
  type ApproverKey,
  type Bytes,
  type Hash,
  type PartyCard,
} from '../protocol/index.ts';
import { recipientOf } from '../sealing/index.ts';
import { signingKeyFromSeed } from '../signing/sign.ts';
import type { CardChange } from './next-card.ts';
import type { PartySecrets } from './party.ts';

const requestBytesMax = 4096;

const keyRequestSchema = z.strictObject({
  /** Whose card the person wants to be in: the words cover it. */
  party: partySchema,
  approver: approverKeySchema,
  analyst: analystKeySchema,
  recipient: z.strictObject({
    id: idSchema,
    kind: z.literal('hybrid'),
    recipient: hybridRecipientSchema,
  }),
});
export type KeyRequest = z.infer<typeof keyRequestSchema>;

/**
 * The public halves of a person's fresh secrets and passkey, under the passkey's holder. Throws
 * MALFORMED.
 */
export async function makeKeyRequest(
  crypto: Crypto,
  party: Hash,
  approver: ApproverKey,
  { analystSeed, identity }: Pick<PartySecrets, 'analystSeed' | 'identity'>,
): Promise<Bytes> {
  const analyst = await analystSeed.use((seed) => signingKeyFromSeed(crypto, seed));
  const request = checkShape(keyRequestSchema, {
    party,
    approver,
    analyst: {
      keyId: analyst.keyId,
      alg: 'ed25519',
      publicKey: toBase64Url(analyst.publicKey),
    },
    recipient: { id: approver.holder, kind: 'hybrid', recipient: await recipientOf(identity) },
  });
  return canonicalBytes(request);
}

/** The request and the hash whose words are compared. Throws MALFORMED. */
export function readKeyRequest(bytes: Uint8Array): {
  readonly request: KeyRequest;
  readonly name: Hash;
} {
  const request = checkShape(keyRequestSchema, parseCanonical(bytes, requestBytesMax));
  return { request, name: hashOf(canonicalBytes(request)) };
}

/** What colleagues may let a new person do; reading results comes with either. */
export const keyPowers = ['approve', 'ask'] as const;
export type KeyPower = (typeof keyPowers)[number];

/** R11: more than half of the holders. */
export function quorumFor(holders: number): number {
  return Math.floor(holders / 2) + 1;
}

/**
 * The change of the card that lets the asking person in, as far as `powers` go. With one approver
 * more the quorum rises where a card must have more than half. Throws KEY_UNKNOWN for the name of a
 * holder who is in the card: a second key of one person is that person's to add. No newcomer's key
 * counts as independent.
 */
export function letIn(
  card: Pick<PartyCard, 'approvers' | 'quorum' | 'recipients'>,
  { approver, analyst, recipient }: KeyRequest,
  powers: ReadonlySet<KeyPower>,
): CardChange {
  const isTaken =
    card.approvers.some((one) => one.holder === approver.holder) ||
    card.recipients.some((one) => one.id === recipient.id);
  if (isTaken) throw new EnclaveError('KEY_UNKNOWN', 'holder');
  const holders = new Set([...card.approvers.map((one) => one.holder), approver.holder]).size;
  return {
    recipients: [recipient],
    ...(powers.has('approve')
      ? {
          approvers: [{ ...approver, independent: false }],
          quorum: Math.max(card.quorum, quorumFor(holders)),
        }
      : {}),
    ...(powers.has('ask') ? { analysts: [analyst] } : {}),
  };
}
