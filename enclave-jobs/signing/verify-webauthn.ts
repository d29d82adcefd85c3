// R38: a passkey's assertion (WebAuthn Level 3 section 7.2) over one document. It proves that a
// person was present and verified at the site that the card names; not that the person understood
// (R39).

import {
  EnclaveError,
  bytesOf,
  clientDataBytesMax,
  concatBytes,
  equalBytes,
  fromUtf8,
  sha256,
  toBase64Url,
  utf8,
  type SignerKey,
  type WebauthnSignature,
} from '../protocol/index.ts';
import type { VerifyCrypto } from './crypto.ts';
import { eddsaKey, es256Point } from './verify-cose-key.ts';
import { isEd25519Signature } from './verify-ed25519.ts';
import { isEs256Signature } from './verify-es256.ts';

const userPresent = 0x01;
const userVerified = 0x04;
/** Backup eligible and backed up: shown to people, not judged (synced passkeys). */
const backupEligible = 0x08;
const backedUp = 0x10;

const member = /"((?:[^"\\]|\\.)*)":("(?:[^"\\]|\\.)*"|true|false)/g;
const flatObject = /^\{(?:"(?:[^"\\]|\\.)*":(?:"(?:[^"\\]|\\.)*"|true|false),?)*\}$/;

function refuse(place: string): never {
  throw new EnclaveError('SIGNATURE', place);
}

/** Client data is flat JSON of strings and booleans; a second member of one name is refused. */
function readClientData(bytes: Uint8Array): ReadonlyMap<string, unknown> {
  if (bytes.length > clientDataBytesMax) refuse('clientData.size');
  let text: string;
  try {
    text = fromUtf8(bytes);
    JSON.parse(text);
  } catch {
    return refuse('clientData.json');
  }
  if (!flatObject.test(text)) refuse('clientData.shape');
  const members = new Map<string, unknown>();
  for (const [, rawName = '', rawValue = ''] of text.matchAll(member)) {
    const name: unknown = JSON.parse(`"${rawName}"`);
    if (typeof name !== 'string' || members.has(name)) refuse('clientData.duplicate');
    members.set(name, JSON.parse(rawValue));
  }
  return members;
}

function checkClientData(bytes: Uint8Array, key: SignerKey, message: Uint8Array): void {
  const data = readClientData(bytes);
  if (data.get('type') !== 'webauthn.get') refuse('clientData.type');
  if (data.get('challenge') !== toBase64Url(sha256(message))) refuse('clientData.challenge');
  if (key.origin === undefined || data.get('origin') !== key.origin) refuse('clientData.origin');
  if (data.has('topOrigin') || (data.get('crossOrigin') ?? false) !== false) {
    refuse('clientData.crossOrigin');
  }
}

/** Exactly rpIdHash (32) ‖ flags (1) ‖ counter (4): no extensions, no attested data. */
function checkAuthenticatorData(bytes: Uint8Array, key: SignerKey): void {
  if (bytes.length !== 37) refuse('authenticatorData.length');
  if (key.rpId === undefined || !equalBytes(bytes.subarray(0, 32), sha256(utf8(key.rpId)))) {
    refuse('authenticatorData.rpId');
  }
  const flags = bytes[32] ?? 0;
  if ((flags & userPresent) === 0) refuse('authenticatorData.present');
  if ((flags & userVerified) === 0) refuse('authenticatorData.verified');
  const known = userPresent | userVerified | backupEligible | backedUp;
  // WebAuthn section 6.1.3: what is not eligible cannot be backed up.
  const impossible = (flags & backedUp) !== 0 && (flags & backupEligible) === 0;
  if ((flags & ~known) !== 0 || impossible) refuse('authenticatorData.flags');
}

/**
 * Returns if the assertion is one over `message` under `key`. Throws SIGNATURE and the failing
 * part.
 */
export async function verifyAssertion(
  crypto: VerifyCrypto,
  key: SignerKey,
  signature: WebauthnSignature,
  message: Uint8Array,
): Promise<void> {
  const authenticatorData = bytesOf(signature.authenticatorData);
  const clientData = bytesOf(signature.clientDataJSON);
  checkClientData(clientData, key, message);
  checkAuthenticatorData(authenticatorData, key);
  const signedBytes = concatBytes(authenticatorData, sha256(clientData));
  const cose = bytesOf(key.publicKey);
  const value = bytesOf(signature.value);
  if (signature.alg === 'webauthn-es256') {
    const point = es256Point(cose) ?? refuse('publicKey');
    if (!(await isEs256Signature(crypto, point, value, signedBytes))) refuse('value');
  } else {
    const raw = eddsaKey(cose) ?? refuse('publicKey');
    if (!(await isEd25519Signature(crypto, raw, value, signedBytes))) refuse('value');
  }
}
