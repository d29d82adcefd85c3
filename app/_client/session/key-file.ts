// A person's key file: secrets of a party as JSON inside an age file, opened by a passphrase or a
// passkey. The same file serves pages and terminal. A passphrase is allowed here because it only
// wraps a person's own file (R5).

import { Decrypter, Encrypter, webauthn } from 'age-encryption';
import { bech32 } from '@scure/base';
import * as z from 'zod';
import type { PartySecrets } from '#enclave/participant/index.ts';
import {
  bytesOf,
  bytesSchema,
  concatBytes,
  fromUtf8,
  hashSchema,
  signedDocumentSchema,
  toBase64Url,
  utf8,
  type Bytes,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { Secret } from '#enclave/sealing/index.ts';

const seed = bytesSchema(32, 'exact');
const passkeysMax = 16;
const passkeySchema = z.strictObject({ keyId: hashSchema, credentialId: bytesSchema(1023) });
/** Which passkey of this person is which approver key of the card. */
export type PasskeyName = z.infer<typeof passkeySchema>;
const keyFileSchema = z.strictObject({
  parley: z.literal('identity/2'),
  card: signedDocumentSchema,
  approverSeeds: z.array(seed),
  analystSeed: seed,
  identity: z.string(),
  passkeys: z.array(passkeySchema).max(passkeysMax),
});

export interface KeyFile {
  readonly card: SignedDocument;
  readonly secrets: PartySecrets;
  readonly passkeys: readonly PasskeyName[];
}

/** Not a key file, or not opened by what was given. */
export class KeyFileError extends Error {}

export function encodeKeyFile({ card, secrets, passkeys }: KeyFile): Bytes {
  return utf8(
    JSON.stringify({
      parley: 'identity/2',
      card,
      approverSeeds: secrets.approverSeeds.map((one) => one.use(toBase64Url)),
      analystSeed: secrets.analystSeed.use(toBase64Url),
      identity: secrets.identity.use(fromUtf8),
      passkeys,
    }),
  );
}

/** Throws KeyFileError. */
export function decodeKeyFile(bytes: Uint8Array): KeyFile {
  let json: unknown;
  try {
    json = JSON.parse(fromUtf8(bytes));
  } catch (cause) {
    throw new KeyFileError('not a key file', { cause });
  }
  const file = keyFileSchema.safeParse(json);
  if (!file.success) throw new KeyFileError('not a key file');
  const { card, approverSeeds, analystSeed, identity, passkeys } = file.data;
  return {
    card,
    passkeys,
    secrets: {
      approverSeeds: approverSeeds.map((one) => new Secret(bytesOf(one))),
      analystSeed: new Secret(bytesOf(analystSeed)),
      identity: new Secret(utf8(identity)),
    },
  };
}

const ageMagic = 'age-encryption.org/v1';

export function isWrapped(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, ageMagic.length)) === ageMagic;
}

export async function wrapWithPassphrase(
  plain: Uint8Array,
  passphrase: string,
  logWork?: number,
): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  if (logWork !== undefined) encrypter.setScryptWorkFactor(logWork);
  return encrypter.encrypt(plain);
}

/** Throws KeyFileError for a wrong passphrase and for a file that is none. */
export async function unwrapWithPassphrase(
  file: Uint8Array,
  passphrase: string,
): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(file).catch((cause: unknown) => {
    throw new KeyFileError('wrong passphrase, or not a key file', { cause });
  });
}

export interface PasskeyHandle {
  readonly credentialId: Uint8Array;
  readonly rpId: string;
}

/**
 * The name of a passkey as age's fido2prf recipients write it: CBOR of version, id, site,
 * transports.
 */
function passkeyIdentity({ credentialId, rpId }: PasskeyHandle): string {
  const site = utf8(rpId);
  const head = (major: number, length: number) =>
    length < 24
      ? Uint8Array.of((major << 5) | length)
      : length < 256
        ? Uint8Array.of((major << 5) | 24, length)
        : Uint8Array.of((major << 5) | 25, length >> 8, length & 0xff);
  const cbor = concatBytes(
    head(0, 1),
    head(2, credentialId.length),
    credentialId,
    head(3, site.length),
    site,
    head(4, 0),
  );
  return bech32.encode('AGE-PLUGIN-FIDO2PRF-', bech32.toWords(cbor), false).toUpperCase();
}

/** Asks for one touch. Throws if the authenticator has no PRF. */
export async function wrapWithPasskey(
  plain: Uint8Array,
  handle: PasskeyHandle,
): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity: passkeyIdentity(handle) }));
  return encrypter.encrypt(plain);
}

/** Asks for one touch. Throws KeyFileError if it is another passkey's file. */
export async function unwrapWithPasskey(
  file: Uint8Array,
  handle: PasskeyHandle,
): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(new webauthn.WebAuthnIdentity({ identity: passkeyIdentity(handle) }));
  return decrypter.decrypt(file).catch((cause: unknown) => {
    throw new KeyFileError('this passkey does not open this file', { cause });
  });
}
