// Opening whole age files with the age library. It never sees a file that our own header reader has
// not passed (R5), and its errors go no further: one of them quotes the identity.

import { Decrypter } from 'age-encryption';
import { EnclaveError, fromUtf8, type Bytes } from '../protocol/index.ts';
import { asBytes } from './byte-view.ts';
import { verifyHeaderMac } from './file-key.ts';
import { readAgeHeader } from './header.ts';
import { requireMachineStanzas, type MachineFileKind } from './machine-stanzas.ts';
import { Secret } from './secret.ts';

/**
 * A native identity as the age tool writes it, `AGE-SECRET-KEY-…`; a Secret holds that text as
 * UTF-8.
 */
export type AgeIdentity = Secret | string;

/**
 * The one way in which opening fails. No cause: the library's bech32 error contains the identity.
 * The identity is taken out of its Secret first, so that use after wipe stays FAILED.
 */
async function withIdentity(
  identity: AgeIdentity,
  place: string,
  open: (decrypter: Decrypter) => Promise<Uint8Array>,
): Promise<Bytes> {
  const text = identity instanceof Secret ? identity.use(fromUtf8) : identity;
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(text);
    return asBytes(await open(decrypter));
  } catch {
    throw new EnclaveError('INPUT_BYTES', place);
  }
}

/**
 * Opens a grant, release or result. Throws INPUT_FORMAT on what R5 refuses, before any key
 * operation, and INPUT_BYTES on everything else. Who sealed it is unknown: verify a signature
 * before use (R6).
 */
export async function openSealed(
  file: Uint8Array,
  identity: AgeIdentity,
  kind: MachineFileKind,
): Promise<Bytes> {
  requireMachineStanzas(readAgeHeader(file), kind);
  return withIdentity(identity, 'sealed file', (decrypter) => decrypter.decrypt(file));
}

/**
 * The file key of a dataset that its owner sealed with any age tool, from the header alone (R7).
 * `file` may be a prefix. Throws INPUT_FORMAT on a malformed header, INPUT_BYTES if `identity` does
 * not open it.
 */
export async function captureFileKey(file: Uint8Array, identity: AgeIdentity): Promise<Secret> {
  const header = readAgeHeader(file);
  const opened = await withIdentity(identity, 'header', (decrypter) =>
    decrypter.decryptHeader(header.headerBytes),
  );
  const fileKey = new Secret(opened);
  verifyHeaderMac(header, fileKey);
  return fileKey;
}
