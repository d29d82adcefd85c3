// R2, one meaning: a signature covers "parley/v1/" ‖ type ‖ 0x00 ‖ SHA-256(document bytes), or a
// Batch that names the document. Signatures are detached and sorted by key.

import * as z from 'zod';
import { defineDocument, parseDocument, type Doc, type DocumentType } from './document.ts';
import { labelled } from './canonical.ts';
import { sha256 } from './hash.ts';
import { clientDataBytesMax, documentBytesMax, signaturesMax } from './limits.ts';
import { bytesOf, bytesSchema, hashSchema, sortedList } from './scalars.ts';
import type { Bytes } from './bytes.ts';

/** R2b: 2 to 8 documents under one touch; never an Approval, a JobSpec or a PartyCard. */
export const batchable = ['DatasetManifest', 'UsagePolicy', 'KeyGrant', 'Withdrawal'] as const;

export const Batch = defineDocument('Batch', {
  documents: sortedList(z.strictObject({ type: z.enum(batchable), name: hashSchema }), 8).min(2),
});

const shared = { keyId: hashSchema, batch: bytesSchema(4096).optional() };

export const ed25519SignatureSchema = z.strictObject({
  ...shared,
  alg: z.literal('ed25519'),
  value: bytesSchema(64, 'exact'),
});

export const webauthnSignatureSchema = z.strictObject({
  ...shared,
  alg: z.enum(['webauthn-es256', 'webauthn-eddsa']),
  authenticatorData: bytesSchema(37, 'exact'),
  clientDataJSON: bytesSchema(clientDataBytesMax),
  value: bytesSchema(80),
});

export const signatureSchema = z.discriminatedUnion('alg', [
  ed25519SignatureSchema,
  webauthnSignatureSchema,
]);
export type Signature = z.infer<typeof signatureSchema>;
export type WebauthnSignature = z.infer<typeof webauthnSignatureSchema>;

/** A document's bytes and the signatures on them, as they travel. */
export const signedDocumentSchema = z.strictObject({
  document: bytesSchema(documentBytesMax.evidence),
  signatures: sortedList(signatureSchema, signaturesMax, (s) => s.keyId),
});
export type SignedDocument = z.infer<typeof signedDocumentSchema>;

/** The bytes that a key signs for a document of `type`. */
export function signedMessage(type: string, documentBytes: Uint8Array): Bytes {
  return labelled(`parley/v1/${type}`, sha256(documentBytes));
}

/** The document inside, as its bytes say. Throws MALFORMED. Signatures are not looked at. */
export function readSigned<S extends z.ZodType>(
  type: DocumentType<S>,
  { document }: Pick<SignedDocument, 'document'>,
): Doc<z.output<S>> {
  return parseDocument(type, bytesOf(document));
}
