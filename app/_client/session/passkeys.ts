// Making a passkey in this browser: for approving, and by its PRF for opening the person's key
// file.

import {
  passkeyOf,
  passkeySigner,
  type PasskeyApprover,
  type PasskeySite,
} from '#enclave/participant/index.ts';
import type { Bytes } from '#enclave/protocol/index.ts';

/** The browser or authenticator cannot do what is needed; the message says what. */
export class PasskeyError extends Error {}

export interface FreshPasskey extends PasskeyApprover {
  readonly credentialId: Bytes;
}

/** COSE: Ed25519, ES256. Others are not in the protocol. */
const algorithms = [-8, -7];

export function thisSite(): PasskeySite {
  return { rpId: window.location.hostname, origin: window.location.origin };
}

function isFresh(credential: Credential | null): credential is PublicKeyCredential {
  return credential?.type === 'public-key' && 'getClientExtensionResults' in credential;
}

function isAttestation(
  response: AuthenticatorResponse,
): response is AuthenticatorAttestationResponse {
  return 'getPublicKey' in response;
}

/** Asks for one touch. `holder` names the person in the card, by no personal name. */
export async function createPasskey(label: string, holder: string): Promise<FreshPasskey> {
  const site = thisSite();
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const credential = await navigator.credentials.create({
    publicKey: {
      rp: { name: 'Parley', id: site.rpId },
      user: { id: random(16), name: label, displayName: label },
      // Nobody verifies the attestation: what counts is which key the colleagues' card names.
      challenge: random(32),
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      extensions: { prf: {} },
    },
  });
  if (!isFresh(credential) || !isAttestation(credential.response)) {
    throw new PasskeyError('no passkey was made');
  }
  if (credential.getClientExtensionResults().prf?.enabled !== true) {
    throw new PasskeyError('this authenticator has no PRF, which opening your keys needs');
  }
  const spki = credential.response.getPublicKey();
  if (spki === null) throw new PasskeyError('this browser does not tell the public key');
  const credentialId = new Uint8Array(credential.rawId);
  const key = passkeyOf(new Uint8Array(spki), site);
  return {
    credentialId,
    key: { ...key, independent: false, holder },
    signer: passkeySigner(navigator.credentials, key, credentialId),
  };
}
