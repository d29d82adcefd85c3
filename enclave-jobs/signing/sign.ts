// Making signatures: with Ed25519 keys of programs and people by WebCrypto, or with whatever else
// signs, such as a passkey; over one document or over a batch of them (R2, R2b).

import {
  Batch,
  canonicalBytes,
  concatBytes,
  fromHex,
  makeDocument,
  signedMessage,
  toBase64Url,
  type Bytes,
  type batchable,
  type Doc,
  type Hash,
  type Signature,
  type SignedDocument,
  sorted,
} from '../protocol/index.ts';
import { keyIdOf } from './verify-signed.ts';

/** RFC 8410: PKCS#8 around a 32-byte seed. */
const pkcs8Head = fromHex('302e020100300506032b657004220420');

/** Whatever puts a signature of its own kind over a message: a plain key, a passkey. */
export interface Signer {
  readonly keyId: Hash;
  signatureOver(message: Bytes): Promise<Signature>;
}

/** A signing key; the private half never leaves WebCrypto. */
export interface SigningKey extends Signer {
  readonly publicKey: Bytes;
  sign(message: Uint8Array): Promise<Bytes>;
}

function decodeKey(jwk: JsonWebKey): Bytes {
  const binary = atob((jwk.x ?? '').replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** Makes the key of a 32-byte seed. The caller wipes the seed. */
export async function signingKeyFromSeed(crypto: Crypto, seed: Uint8Array): Promise<SigningKey> {
  const pkcs8 = concatBytes(pkcs8Head, seed);
  const extractable = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const publicKey = decodeKey(await crypto.subtle.exportKey('jwk', extractable));
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  pkcs8.fill(0);
  const keyId = keyIdOf(publicKey);
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', key, concatBytes(message)));
  return {
    publicKey,
    keyId,
    sign,
    signatureOver: async (message) => ({
      keyId,
      alg: 'ed25519',
      value: toBase64Url(await sign(message)),
    }),
  };
}

/** A fresh key that nobody can export. */
export async function freshSigningKey(crypto: Crypto): Promise<SigningKey> {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const key = await signingKeyFromSeed(crypto, seed);
  seed.fill(0);
  return key;
}

/** One signer after the other: a person is asked for one touch at a time. */
async function signaturesOver(
  message: Bytes,
  signers: readonly Signer[],
): Promise<readonly Signature[]> {
  const signatures: Signature[] = [];
  for (const signer of signers) signatures.push(await signer.signatureOver(message));
  return sorted(signatures, (signature) => signature.keyId);
}

/** Signs a document with every signer given. */
export async function signDocument(
  type: string,
  doc: Doc<unknown>,
  ...signers: readonly Signer[]
): Promise<SignedDocument> {
  const signatures = await signaturesOver(signedMessage(type, doc.bytes), signers);
  return { document: toBase64Url(doc.bytes), signatures: [...signatures] };
}

/** A document that may share a touch with others (R2b). */
export interface Batchable {
  readonly type: (typeof batchable)[number];
  readonly doc: Doc<unknown>;
}

/**
 * One signature by each signer over 2 to 8 documents; each comes back with it, in the order given.
 */
export async function signBatch(
  documents: readonly Batchable[],
  ...signers: readonly Signer[]
): Promise<readonly SignedDocument[]> {
  const entries = documents.map(({ type, doc }) => ({ type, name: doc.name }));
  const { bytes } = makeDocument(Batch, { documents: sorted(entries) });
  const made = await signaturesOver(signedMessage('Batch', bytes), signers);
  const signatures = made.map((signature) => ({ ...signature, batch: toBase64Url(bytes) }));
  return documents.map(({ doc }) => ({ document: toBase64Url(doc.bytes), signatures }));
}

/** The bytes of a signed document as they stand inside sealed files. */
export function signedDocumentBytes(signed: SignedDocument): Bytes {
  return canonicalBytes(signed);
}
