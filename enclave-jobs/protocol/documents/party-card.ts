import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { keysMax, partiesMax, textLengthMax } from '../limits.ts';
import {
  bytesSchema,
  countSchema,
  hashSchema,
  hybridRecipientSchema,
  idSchema,
  keySchema,
  nonceSchema,
  partySchema,
  seqSchema,
  sortedList,
  textSchema,
  x25519RecipientSchema,
} from '../scalars.ts';

export const signerAlgorithms = ['ed25519', 'webauthn-es256', 'webauthn-eddsa'] as const;

/**
 * A web origin as browsers write it into client data: scheme, host, port unless it is the default.
 */
const originSchema = z
  .string()
  .max(textLengthMax)
  .regex(/^https?:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?$/);

/** R3: raw 32 bytes for ed25519, COSE_Key in CTAP2 canonical CBOR for passkeys. */
const publicKey = {
  keyId: hashSchema,
  alg: z.enum(signerAlgorithms),
  publicKey: bytesSchema(256),
  rpId: z.string().min(1).max(253).optional(),
  origin: originSchema.optional(),
};

/** Passkeys name the site they belong to; plain keys must not. */
function namesItsSite(key: {
  alg: string;
  rpId?: string | undefined;
  origin?: string | undefined;
}) {
  return key.alg === 'ed25519'
    ? key.rpId === undefined && key.origin === undefined
    : key.rpId !== undefined && key.origin !== undefined;
}

export const approverKeySchema = z
  .strictObject({ ...publicKey, independent: z.boolean(), holder: idSchema })
  .refine(namesItsSite);
export const analystKeySchema = z.strictObject(publicKey).refine(namesItsSite);
export type ApproverKey = z.infer<typeof approverKeySchema>;
export type SignerKey = z.infer<typeof analystKeySchema>;

const recipient = sortedList(
  z.discriminatedUnion('kind', [
    z.strictObject({ id: idSchema, kind: z.literal('hybrid'), recipient: hybridRecipientSchema }),
    z.strictObject({ id: idSchema, kind: z.literal('x25519'), recipient: x25519RecipientSchema }),
  ]),
  keysMax,
  (r) => r.id,
);

function holdersOf(keys: readonly ApproverKey[]): number {
  return new Set(keys.map((key) => key.holder)).size;
}

const fields = defineDocument('PartyCard', {
  party: z.union([partySchema, z.literal('self')]),
  seq: seqSchema,
  previous: hashSchema.optional(),
  name: textSchema,
  approvers: sortedList(approverKeySchema, keysMax, (k) => k.keyId).min(1),
  quorum: countSchema.min(1),
  independentMin: countSchema,
  witnesses: sortedList(keySchema, keysMax),
  analysts: sortedList(analystKeySchema, keysMax, (k) => k.keyId),
  recipients: recipient,
});

/**
 * R11. The first card says "self" and has no predecessor; quorum is more than half of the holders.
 */
export const PartyCard = {
  ...fields,
  schema: fields.schema
    .refine((card) => (card.party === 'self') === (card.previous === undefined))
    .refine((card) => (card.party === 'self') === (card.seq === 1))
    .refine((card) => card.quorum * 2 > holdersOf(card.approvers))
    .refine((card) => card.quorum <= holdersOf(card.approvers))
    .refine((card) => card.independentMin <= card.quorum),
};
export type PartyCard = z.infer<typeof PartyCard.schema>;

/** Unsigned: it counts only because owner-signed policies name it. */
export const Collaboration = defineDocument('Collaboration', {
  name: textSchema,
  parties: sortedList(partySchema, partiesMax).min(1),
  nonce: nonceSchema,
});
export type Collaboration = z.infer<typeof Collaboration.schema>;
