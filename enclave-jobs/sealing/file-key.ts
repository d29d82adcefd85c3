// What a 16-byte age file key opens (C2SP age, "Header MAC" and "Payload"). Broker and worker hold
// file keys, not identities (R7): they check the header MAC themselves and read nothing else from
// the header. HMAC and HKDF over SHA-256 commit to the key, so one header cannot have two file
// keys.

import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { EnclaveError, ageNonceBytes as nonceLength, equalBytes, utf8 } from '../protocol/index.ts';
import type { AgeHeader } from './header.ts';
import { Secret } from './secret.ts';

const fileKeyLength = 16;
const derivedLength = 32;

function derive(fileKey: Secret, salt: Uint8Array | undefined, label: string): Secret {
  return fileKey.use((key) => {
    // HKDF takes any length; a key of another size would be another file format.
    if (key.length !== fileKeyLength) throw new EnclaveError('INPUT_BYTES', 'file key');
    return new Secret(hkdf(sha256, key, salt, utf8(label), derivedLength));
  });
}

/** The key of the header MAC. Throws INPUT_BYTES unless `fileKey` has 16 bytes. */
export function headerMacKey(fileKey: Secret): Secret {
  return derive(fileKey, undefined, 'header');
}

/** The key of the payload chunks. Throws INPUT_BYTES unless `fileKey` and `nonce` have 16 bytes. */
export function payloadKey(fileKey: Secret, nonce: Uint8Array): Secret {
  if (nonce.length !== nonceLength) throw new EnclaveError('INPUT_BYTES', 'payload nonce');
  return derive(fileKey, nonce, 'payload');
}

/** Returns if `fileKey` is the key of this very header; otherwise throws INPUT_BYTES. */
export function verifyHeaderMac(header: AgeHeader, fileKey: Secret): void {
  const macKey = headerMacKey(fileKey);
  const expected = macKey.use((key) => hmac(sha256, key, header.macInput));
  macKey.wipe();
  if (!equalBytes(expected, header.mac)) throw new EnclaveError('INPUT_BYTES', 'header MAC');
}
