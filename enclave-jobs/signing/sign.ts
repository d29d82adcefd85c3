// Ed25519 keys of programs and of people without a passkey, by WebCrypto.

import {
  canonicalBytes,
  concatBytes,
  fromHex,
  signedMessage,
  toBase64Url,
  type Bytes,
  type Doc,
  type Hash,
  type Signature,
  type SignedDocument,
  sorted,
} from '../protocol/index.ts';
import { keyIdOf } from './verify-signed.ts';

/** RFC 8410: PKCS#8 around a 32-byte seed. */
const pkcs8Head = fromHex('302e020100300506032b657004220420');

/** A signing key; the private half never leaves WebCrypto. */
export interface SigningKey {
  readonly publicKey: Bytes;
  readonly keyId: Hash;
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
  return {
    publicKey,
    keyId: keyIdOf(publicKey),
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', key, concatBytes(message))),
  };
}

/** A fresh key that nobody can export. */
export async function freshSigningKey(crypto: Crypto): Promise<SigningKey> {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const key = await signingKeyFromSeed(crypto, seed);
  seed.fill(0);
  return key;
}

async function signatureOf(type: string, bytes: Bytes, key: SigningKey): Promise<Signature> {
  const value = toBase64Url(await key.sign(signedMessage(type, bytes)));
  return { keyId: key.keyId, alg: 'ed25519', value };
}

/** Signs a document with every key given. */
export async function signDocument(
  type: string,
  doc: Doc<unknown>,
  ...keys: readonly SigningKey[]
): Promise<SignedDocument> {
  const signatures = await Promise.all(keys.map((key) => signatureOf(type, doc.bytes, key)));
  return {
    document: toBase64Url(doc.bytes),
    signatures: sorted(signatures, (signature) => signature.keyId),
  };
}

/** The bytes of a signed document as they stand inside sealed files. */
export function signedDocumentBytes(signed: SignedDocument): Bytes {
  return canonicalBytes(signed);
}
