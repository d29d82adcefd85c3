// A party's secrets on its own disk: wrapped when a passphrase is given, else plain with mode 0600.

import { writeFileSync } from 'node:fs';
import { openParty, type Party, type PartySecrets } from '#enclave/participant/index.ts';
import type { SignedDocument } from '#enclave/protocol/index.ts';
import {
  KeyFileError,
  type KeyFile,
  decodeKeyFile,
  encodeKeyFile,
  isWrapped,
  unwrapWithPassphrase,
  wrapWithPassphrase,
} from '../_client/session/key-file.ts';
import { UsageError } from './command.ts';
import { readInput, textOf } from './files.ts';

export async function writeIdentityFile(
  path: string,
  card: SignedDocument,
  secrets: PartySecrets,
  passphrase: string | undefined,
): Promise<void> {
  const plain = encodeKeyFile({ card, secrets, passkeys: [] });
  const bytes = passphrase === undefined ? plain : await wrapWithPassphrase(plain, passphrase);
  // wx: an identity that exists is never overwritten.
  writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' });
}

async function unwrap(path: string, passphrase: string | undefined): Promise<Uint8Array> {
  const bytes = readInput(path);
  if (!isWrapped(bytes)) return bytes;
  if (passphrase === undefined) throw new UsageError(`${path} needs --passphrase-file`);
  return unwrapWithPassphrase(bytes, passphrase);
}

/** Throws UsageError. */
export async function readKeyFile(path: string, passphrase: string | undefined): Promise<KeyFile> {
  try {
    return decodeKeyFile(await unwrap(path, passphrase));
  } catch (cause) {
    if (!(cause instanceof KeyFileError)) throw cause;
    throw new UsageError(`${path}: ${cause.message}`, { cause });
  }
}

/** The party as its first card has it; towards a platform, openMember() finds the newest. */
export async function readIdentityFile(
  path: string,
  passphrase: string | undefined,
): Promise<Party> {
  const { card, secrets } = await readKeyFile(path, passphrase);
  return openParty(globalThis.crypto, card, secrets);
}

export function readPassphrase(path: string | undefined): string | undefined {
  return path === undefined ? undefined : textOf(readInput(path), path).replace(/\r?\n$/, '');
}
