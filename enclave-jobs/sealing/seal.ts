// Sealing whole age files, and the keys to seal to, with the age library. Only native public-key
// recipients, so that everything sealed here can be read under R5.

import {
  Encrypter,
  generateHybridIdentity,
  identityToRecipient,
  type Recipient,
} from 'age-encryption';
import {
  EnclaveError,
  recodeLater,
  ageStanzasMax,
  fromUtf8,
  hybridRecipientSchema,
  utf8,
  x25519RecipientSchema,
  type Bytes,
} from '../protocol/index.ts';
import { asBytes } from './byte-view.ts';
import { verifyHeaderMac } from './file-key.ts';
import { readAgeHeader } from './header.ts';
import { Secret } from './secret.ts';

function requireNativeRecipients(recipients: readonly string[]): void {
  // Keeps out the library's tag recipients too, whose stanzas our own readers refuse (R5).
  const isOneKind = [hybridRecipientSchema, x25519RecipientSchema].some((schema) =>
    recipients.every((recipient) => schema.safeParse(recipient).success),
  );
  const count = recipients.length;
  const isCountRight = count >= 1 && count <= ageStanzasMax && new Set(recipients).size === count;
  if (!isOneKind || !isCountRight) throw new EnclaveError('INPUT_FORMAT', 'recipients');
}

async function encryptTo(
  recipients: readonly (string | Recipient)[],
  plaintext: Uint8Array,
): Promise<Bytes> {
  // A bad checksum or a low-order point: nothing secret is in a recipient, so the cause may stay.
  return recodeLater('INPUT_FORMAT', 'recipients', async () => {
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    return asBytes(await encrypter.encrypt(plaintext));
  });
}

/**
 * Seals `plaintext` to 1 to 16 distinct native recipients, all hybrid or all X25519. Throws
 * INPUT_FORMAT on any other list. The file names no sender (R6): sign its digest or its content.
 */
export async function sealTo(recipients: readonly string[], plaintext: Uint8Array): Promise<Bytes> {
  requireNativeRecipients(recipients);
  return encryptTo(recipients, plaintext);
}

/** As `sealTo`, and hands out the fresh file key for a grant (R7). Throws INPUT_FORMAT. */
export async function sealCapturing(
  recipients: readonly string[],
  plaintext: Uint8Array,
): Promise<{ file: Bytes; fileKey: Secret }> {
  requireNativeRecipients(recipients);
  const seen: Uint8Array[] = [];
  // A recipient without stanzas: it sees the file key and leaves no trace in the file.
  const witness: Recipient = {
    wrapFileKey(fileKey) {
      seen.push(fileKey);
      return [];
    },
  };
  const file = await encryptTo([...recipients, witness], plaintext);
  const [libraryKey] = seen;
  if (libraryKey === undefined) throw new EnclaveError('FAILED', 'file key');
  const fileKey = new Secret(libraryKey.slice());
  // The library is done with its own array and would leave the key in it.
  libraryKey.fill(0);
  verifyHeaderMac(readAgeHeader(file), fileKey);
  return { file, fileKey };
}

/** A fresh post-quantum hybrid key pair from the platform's randomness. */
export async function generateHybridKeys(): Promise<{ identity: Secret; recipient: string }> {
  const identity = await generateHybridIdentity();
  return { identity: new Secret(utf8(identity)), recipient: await identityToRecipient(identity) };
}

/**
 * The public half of an identity, for sealing to oneself. Throws INPUT_BYTES on what is no
 * identity.
 */
export async function recipientOf(identity: Secret): Promise<string> {
  const text = identity.use(fromUtf8);
  try {
    return await identityToRecipient(text);
  } catch {
    // No cause: the library's error quotes the identity.
    throw new EnclaveError('INPUT_BYTES', 'identity');
  }
}
