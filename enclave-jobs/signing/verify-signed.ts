// R2: from bytes with signatures to a document whose signers are known. Whether these signers are
// enough is decided elsewhere (decision/quorum.ts).

import {
  Batch,
  EnclaveError,
  bytesOf,
  hashOf,
  parseDocument,
  readSigned,
  signedMessage,
  type Doc,
  type DocumentType,
  type Hash,
  type Signature,
  type SignedDocument,
  type SignerKey,
} from '../protocol/index.ts';
import type * as z from 'zod';
import type { VerifyCrypto } from './crypto.ts';
import { isEd25519Signature } from './verify-ed25519.ts';
import { verifyAssertion } from './verify-webauthn.ts';

const verifiedSignatures: unique symbol = Symbol('verified signatures');

/** A document all of whose signatures verified; `signers` are the keys, each once. */
export interface Signed<T> extends Doc<T> {
  readonly [verifiedSignatures]: true;
  readonly signed: SignedDocument;
  readonly signers: readonly Hash[];
}

/** R3: the name of a key is SHA-256 of its bytes. */
export function keyIdOf(publicKey: Uint8Array): Hash {
  return hashOf(publicKey);
}

/** A plain Ed25519 key as a candidate signer. */
export function plainKey(publicKey: string): SignerKey {
  return { keyId: keyIdOf(bytesOf(publicKey)), alg: 'ed25519', publicKey };
}

/** What the signature is over: the document itself or a Batch that names it (R2b). */
function messageOf(type: string, name: Hash, bytes: Uint8Array, signature: Signature): Uint8Array {
  if (signature.batch === undefined) return signedMessage(type, bytes);
  const batchBytes = bytesOf(signature.batch);
  const batch = parseDocument(Batch, batchBytes).value;
  if (!batch.documents.some((d) => d.type === type && d.name === name)) {
    throw new EnclaveError('SIGNATURE', 'batch');
  }
  return signedMessage('Batch', batchBytes);
}

async function verifyOne(
  crypto: VerifyCrypto,
  key: SignerKey,
  signature: Signature,
  message: Uint8Array,
): Promise<void> {
  if (key.alg !== signature.alg) throw new EnclaveError('SIGNATURE', 'alg');
  if (key.keyId !== keyIdOf(bytesOf(key.publicKey))) throw new EnclaveError('SIGNATURE', 'keyId');
  if (signature.alg !== 'ed25519') {
    await verifyAssertion(crypto, key, signature, message);
    return;
  }
  const publicKey = bytesOf(key.publicKey);
  if (!(await isEd25519Signature(crypto, publicKey, bytesOf(signature.value), message))) {
    throw new EnclaveError('SIGNATURE', 'value');
  }
}

/**
 * Reads a document of the given type and verifies every signature on it under `keys`, the only keys
 * that may appear. Throws MALFORMED or SIGNATURE; no signature at all is SIGNATURE.
 */
export async function verifySigned<S extends z.ZodType>(
  type: DocumentType<S>,
  signed: SignedDocument,
  keys: readonly SignerKey[],
  crypto: VerifyCrypto,
): Promise<Signed<z.output<S>>> {
  const doc = readSigned(type, signed);
  if (signed.signatures.length === 0) throw new EnclaveError('SIGNATURE', 'none');
  let before = '';
  for (const signature of signed.signatures) {
    if (signature.keyId <= before) throw new EnclaveError('SIGNATURE', 'order');
    before = signature.keyId;
    const key = keys.find((candidate) => candidate.keyId === signature.keyId);
    if (key === undefined) throw new EnclaveError('SIGNATURE', 'key unknown');
    await verifyOne(crypto, key, signature, messageOf(type.type, doc.name, doc.bytes, signature));
  }
  // The brand is made here and nowhere else: every signature above verified.
  return {
    ...doc,
    [verifiedSignatures]: true,
    signed,
    signers: signed.signatures.map((signature) => signature.keyId),
  };
}
