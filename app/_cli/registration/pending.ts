// A registration between two commands: what was shown and is not signed yet, or signed and not
// handed in whole. Two files named by the hash that the person types: the sealed table, and the
// terms with their secrets, sealed to the party itself.

import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Party, SealedDataset } from '#enclave/participant/index.ts';
import {
  DatasetManifest,
  UsagePolicy,
  bytesOf,
  bytesSchema,
  canonicalBytes,
  concatBytes,
  documentBytesMax,
  equalBytes,
  fromUtf8,
  hashOf,
  hashSchema,
  parseDocument,
  toBase64Url,
  type Bytes,
  type Doc,
  type Hash,
} from '#enclave/protocol/index.ts';
import {
  Secret,
  describeSealed,
  openSealed,
  readAgeHeader,
  sealTo,
} from '#enclave/sealing/index.ts';
import { UsageError } from '../command.ts';
import { readInput } from '../files.ts';
import { sha256 } from './table-options.ts';

const pendingSchema = z.strictObject({
  parley: z.literal('registration/1'),
  collaboration: hashSchema,
  name: z.string(),
  manifest: bytesSchema(documentBytesMax.manifest),
  policy: bytesSchema(documentBytesMax.standard),
  fileKey: bytesSchema(16, 'exact'),
  noiseShare: bytesSchema(32, 'exact'),
});

export interface RegistrationTerms {
  readonly collaboration: Hash;
  readonly name: string;
  readonly manifest: Doc<DatasetManifest>;
  readonly policy: Doc<UsagePolicy>;
}

export interface PendingRegistration extends RegistrationTerms {
  readonly file: Bytes;
  readonly header: Bytes;
  /** 32 bytes per segment. */
  readonly digests: Bytes;
  readonly fileKey: Secret;
  readonly noiseShare: Secret;
}

/** What --yes names: every byte of what will be signed, and where it goes. */
export function registrationHash(terms: RegistrationTerms): Hash {
  const { collaboration, name, manifest, policy } = terms;
  return hashOf(
    canonicalBytes({ collaboration, name, manifest: manifest.name, policy: policy.name }),
  );
}

function pathsOf(folder: string, hash: Hash) {
  return {
    sealed: join(folder, `${hash}.age`),
    terms: join(folder, `${hash}.registration.age`),
  };
}

export interface KeptRegistration {
  readonly hash: Hash;
  readonly sealed: string;
}

/** `copyOf` names the file if it is on the disk already. */
export async function keepPending(
  folder: string,
  { keys }: Party,
  terms: RegistrationTerms,
  sealed: Pick<SealedDataset, 'file' | 'fileKey' | 'noiseShare'>,
  copyOf?: string,
): Promise<KeptRegistration> {
  const hash = registrationHash(terms);
  const paths = pathsOf(folder, hash);
  const plain = canonicalBytes({
    parley: 'registration/1',
    collaboration: terms.collaboration,
    name: terms.name,
    manifest: toBase64Url(terms.manifest.bytes),
    policy: toBase64Url(terms.policy.bytes),
    fileKey: sealed.fileKey.use(toBase64Url),
    noiseShare: sealed.noiseShare.use(toBase64Url),
  });
  const kept = await sealTo([keys.recipient], plain);
  plain.fill(0);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (copyOf === undefined) writeFileSync(paths.sealed, sealed.file);
  else copyFileSync(copyOf, paths.sealed);
  writeFileSync(paths.terms, kept, { mode: 0o600 });
  return { hash, sealed: paths.sealed };
}

/**
 * Reads back what was kept and checks it against the hash: what is signed is what was shown. Throws
 * UsageError where there is none or it was changed.
 */
export async function openPending(
  folder: string,
  { keys }: Party,
  hash: Hash,
): Promise<PendingRegistration> {
  const paths = pathsOf(folder, hash);
  if (!existsSync(paths.terms)) {
    throw new UsageError(`no registration ${hash} waits in ${folder}; registered ones are removed`);
  }
  const plain = await openSealed(readInput(paths.terms), keys.identity, 'result');
  const read = pendingSchema.parse(JSON.parse(fromUtf8(plain)));
  plain.fill(0);
  const { collaboration, name } = read;
  const manifest = parseDocument(DatasetManifest, bytesOf(read.manifest));
  const policy = parseDocument(UsagePolicy, bytesOf(read.policy));
  const file = readInput(paths.sealed);
  const { digests, ...sealed } = await describeSealed(file, sha256);
  const { footer, ...described } = manifest.value.sealed;
  const isSame =
    registrationHash({ collaboration, name, manifest, policy }) === hash &&
    equalBytes(canonicalBytes(sealed), canonicalBytes(described));
  if (!isSame) throw new UsageError(`${paths.sealed} is not what was shown: seal it again`);
  return {
    ...{ collaboration, name, manifest, policy, file },
    header: readAgeHeader(file).headerBytes,
    digests: concatBytes(...digests),
    fileKey: new Secret(bytesOf(read.fileKey)),
    noiseShare: new Secret(bytesOf(read.noiseShare)),
  };
}

/** Once the platform has everything; the same hash cannot be registered twice. */
export function forgetPending(folder: string, hash: Hash): void {
  const { sealed, terms } = pathsOf(folder, hash);
  rmSync(terms, { force: true });
  rmSync(sealed, { force: true });
}
