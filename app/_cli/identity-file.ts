// A party's secrets on its own disk: JSON inside an age file when a passphrase is given, else plain with
// mode 0600 and a warning. A passphrase is allowed here because it only wraps a person's own file (R5).

import { writeFileSync } from 'node:fs';
import { Decrypter, Encrypter } from 'age-encryption';
import * as z from 'zod';
import { openParty, type Party, type PartySecrets } from '../../enclave-jobs/participant/index.ts';
import {
  bytesOf,
  bytesSchema,
  fromUtf8,
  signedDocumentSchema,
  toBase64Url,
  utf8,
  type SignedDocument,
} from '../../enclave-jobs/protocol/index.ts';
import { Secret } from '../../enclave-jobs/sealing/index.ts';
import { UsageError } from './command.ts';
import { readInput, textOf } from './files.ts';

const seed = bytesSchema(32, 'exact');
const identityFileSchema = z.strictObject({
  parley: z.literal('identity/1'),
  card: signedDocumentSchema,
  approverSeeds: z.array(seed).min(1),
  analystSeed: seed,
  identity: z.string(),
});

const ageMagic = 'age-encryption.org/v1';

export async function writeIdentityFile(
  path: string,
  card: SignedDocument,
  secrets: PartySecrets,
  passphrase: string | undefined,
): Promise<void> {
  const plain = JSON.stringify({
    parley: 'identity/1',
    card,
    approverSeeds: secrets.approverSeeds.map((one) => one.use(toBase64Url)),
    analystSeed: secrets.analystSeed.use(toBase64Url),
    identity: secrets.identity.use(fromUtf8),
  });
  let bytes: Uint8Array = utf8(plain);
  if (passphrase !== undefined) {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    bytes = await encrypter.encrypt(bytes);
  }
  // wx: an identity that exists is never overwritten.
  writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' });
}

async function unwrap(path: string, passphrase: string | undefined): Promise<Uint8Array> {
  const bytes = readInput(path);
  if (!new TextDecoder().decode(bytes.subarray(0, ageMagic.length)).startsWith(ageMagic))
    return bytes;
  if (passphrase === undefined) throw new UsageError(`${path} needs --passphrase-file`);
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    return await decrypter.decrypt(bytes);
  } catch (cause) {
    throw new UsageError(`${path}: wrong passphrase or not an identity file`, { cause });
  }
}

/** Throws UsageError. */
export async function readIdentityFile(
  path: string,
  passphrase: string | undefined,
): Promise<Party> {
  const text = textOf(await unwrap(path, passphrase), path);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${path} is not an identity file`, { cause });
  }
  const file = identityFileSchema.safeParse(json);
  if (!file.success) throw new UsageError(`${path} is not an identity file`);
  return openParty(globalThis.crypto, file.data.card, {
    approverSeeds: file.data.approverSeeds.map((one) => new Secret(bytesOf(one))),
    analystSeed: new Secret(bytesOf(file.data.analystSeed)),
    identity: new Secret(utf8(file.data.identity)),
  });
}

export function readPassphrase(path: string | undefined): string | undefined {
  return path === undefined ? undefined : textOf(readInput(path), path).replace(/\r?\n$/, '');
}
