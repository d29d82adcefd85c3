// A person's key files and client memory: ciphertext that only that person opens.

import { DomainError } from '../domain/errors.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';

const fileBytesMax = 64 * 1024;
const stateBytesMax = 2 * 1024 * 1024;
const keyFilesMax = 8;

export async function listKeyFiles(platform: Platform, actor: Actor) {
  const rows = await platform.db.keyFile.findMany({
    where: { personId: actor.personId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, kind: true, label: true, credentialId: true, file: true, createdAt: true },
  });
  return rows.map((row) => ({ ...row, file: Buffer.from(row.file).toString('base64url') }));
}

export async function addKeyFile(
  platform: Platform,
  actor: Actor,
  given: {
    readonly kind: 'passphrase' | 'passkey';
    readonly label: string;
    readonly credentialId?: string | undefined;
    readonly file: Uint8Array;
  },
): Promise<{ readonly id: string }> {
  const { kind, label, credentialId, file } = given;
  if (file.length > fileBytesMax) throw new DomainError('BAD_INPUT', 'file');
  if ((kind === 'passkey') !== (credentialId !== undefined)) {
    throw new DomainError('BAD_INPUT', 'credentialId');
  }
  return platform.db.$transaction(async (tx) => {
    const count = await tx.keyFile.count({ where: { personId: actor.personId } });
    if (count >= keyFilesMax) throw new DomainError('CONFLICT', 'too many key files');
    const made = await tx.keyFile.create({
      data: {
        personId: actor.personId,
        kind,
        label,
        file: Buffer.from(file),
        ...(credentialId === undefined ? {} : { credentialId }),
      },
      select: { id: true },
    });
    await recordActivity(tx, actor, 'key.added', kind);
    return made;
  });
}

export async function readClientState(platform: Platform, actor: Actor) {
  const row = await platform.db.clientState.findUnique({ where: { personId: actor.personId } });
  return row === null
    ? null
    : { revision: row.revision, file: Buffer.from(row.file).toString('base64url') };
}

/** Compare and swap: two browsers of one person do not overwrite each other's memory unseen. */
export async function writeClientState(
  platform: Platform,
  actor: Actor,
  { revision, file }: { readonly revision: number; readonly file: Uint8Array },
): Promise<{ readonly revision: number }> {
  if (file.length > stateBytesMax) throw new DomainError('BAD_INPUT', 'file');
  const { personId } = actor;
  const data = { file: Buffer.from(file), updatedAt: new Date() };
  if (revision === 0) {
    const { count } = await platform.db.clientState.createMany({
      data: [{ personId, revision: 1, ...data }],
      skipDuplicates: true,
    });
    if (count === 0) throw new DomainError('CONFLICT', 'revision');
    return { revision: 1 };
  }
  const { count } = await platform.db.clientState.updateMany({
    where: { personId, revision },
    data: { ...data, revision: revision + 1 },
  });
  if (count === 0) throw new DomainError('CONFLICT', 'revision');
  return { revision: revision + 1 };
}
