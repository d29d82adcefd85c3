// R38: a person's passkey as a signer. The challenge is the hash of what is signed, so that the
// authenticator's signature covers exactly the document on the screen.

import {
  EnclaveError,
  concatBytes,
  fromHex,
  sha256,
  toBase64Url,
  type Bytes,
  type Signature,
  type SignerKey,
} from '../protocol/index.ts';
import { encodeEddsaKey, encodeEs256Key, keyIdOf } from '../signing/index.ts';
import type { Signer } from '../signing/sign.ts';

/** The part of a browser's `navigator.credentials` that signing needs. */
export type PasskeyCredentials = Pick<CredentialsContainer, 'get'>;

/** Where the passkey lives: it signs for no other site. */
export interface PasskeySite {
  readonly rpId: string;
  readonly origin: string;
}

/** RFC 5480: SubjectPublicKeyInfo of an uncompressed P-256 point. */
const es256Spki = fromHex('3059301306072a8648ce3d020106082a8648ce3d03010703420004');
/** RFC 8410: SubjectPublicKeyInfo of an Ed25519 key. */
const eddsaSpki = fromHex('302a300506032b6570032100');

/**
 * The key as a card names it, from what the browser gives at enrolment (SubjectPublicKeyInfo).
 * Throws KEY_UNKNOWN for a key that is neither ES256 nor EdDSA.
 */
export function passkeyOf(spki: Uint8Array, { rpId, origin }: PasskeySite): SignerKey {
  const rest = (head: Bytes) => spki.subarray(head.length);
  const isKind = (head: Bytes, length: number) =>
    spki.length === head.length + length && head.every((byte, i) => spki[i] === byte);
  const key = (alg: 'webauthn-es256' | 'webauthn-eddsa', cose: Bytes) => ({
    keyId: keyIdOf(cose),
    alg,
    publicKey: toBase64Url(cose),
    rpId,
    origin,
  });
  if (isKind(es256Spki, 64)) {
    const point = rest(es256Spki);
    return key('webauthn-es256', encodeEs256Key(point.subarray(0, 32), point.subarray(32)));
  }
  if (isKind(eddsaSpki, 32)) return key('webauthn-eddsa', encodeEddsaKey(rest(eddsaSpki)));
  throw new EnclaveError('KEY_UNKNOWN', 'passkey algorithm');
}

function isAssertion(response: AuthenticatorResponse): response is AuthenticatorAssertionResponse {
  return 'authenticatorData' in response && 'signature' in response;
}

function isPublicKey(credential: Credential | null): credential is PublicKeyCredential {
  return credential?.type === 'public-key' && 'response' in credential;
}

/** Signs by asking the person for one touch. Throws SIGNATURE if nothing usable comes back. */
export function passkeySigner(
  credentials: PasskeyCredentials,
  key: SignerKey,
  credentialId: Uint8Array,
): Signer {
  const { alg, keyId, rpId } = key;
  if (alg === 'ed25519' || rpId === undefined) throw new EnclaveError('KEY_UNKNOWN', 'passkey');
  const ask = async (message: Bytes): Promise<Signature> => {
    // No extensions: their output would lengthen what is signed, and R38 refuses that.
    const credential = await credentials.get({
      publicKey: {
        challenge: sha256(message),
        rpId,
        allowCredentials: [{ type: 'public-key', id: concatBytes(credentialId) }],
        userVerification: 'required',
      },
    });
    if (!isPublicKey(credential) || !isAssertion(credential.response)) {
      throw new EnclaveError('SIGNATURE', 'passkey');
    }
    const { authenticatorData, clientDataJSON, signature } = credential.response;
    const text = (part: ArrayBuffer) => toBase64Url(new Uint8Array(part));
    return {
      keyId,
      alg,
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      value: text(signature),
    };
  };
  return { keyId, signatureOver: ask };
}
