// Documents that need more signatures than one person gives: kept with the signatures so far until
// the organisation's card is satisfied. Whether they suffice is the broker's word in the end.

import {
  bytesOf,
  checkShape,
  hashOf,
  signedDocumentSchema,
  sorted,
  type DocumentType,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { verifySigned } from '#enclave/signing/index.ts';
import type * as z from 'zod';
import type { Prisma } from '../db/generated/client.ts';
import { notFound } from '../domain/errors.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';
import { cardOf, isQuorum, requireSigned } from './require-signed.ts';

/** Signatures of both under the same bytes, one of each key. */
function merged(before: SignedDocument | undefined, given: SignedDocument): SignedDocument {
  if (before?.document !== given.document) return given;
  const own = new Set(given.signatures.map((one) => one.keyId));
  const others = before.signatures.filter((one) => !own.has(one.keyId));
  const signatures = sorted([...others, ...given.signatures], (one) => one.keyId);
  return { document: given.document, signatures };
}

async function waiting(
  { db }: Pick<Platform, 'db'>,
  organisationId: string,
  subject: string,
): Promise<SignedDocument | undefined> {
  const row = await db.pendingDocument.findUnique({
    where: { organisationId_subject: { organisationId, subject } },
  });
  return row === null ? undefined : checkShape(signedDocumentSchema, row.signed);
}

/**
 * The document with the signatures of colleagues under it, or null while there are too few: then it
 * is kept. Throws BAD_INPUT for signatures that are not this party's.
 */
export async function withColleagues<S extends z.ZodType>(
  platform: Platform,
  actor: Actor & { readonly party: string },
  type: DocumentType<S>,
  subject: string,
  given: SignedDocument,
): Promise<SignedDocument | null> {
  const { organisationId, party } = actor;
  const all = merged(await waiting(platform, organisationId, subject), given);
  const card = await cardOf(platform, party);
  const { signers } = await requireSigned(card, 'approvers', (keys) =>
    verifySigned(type, all, keys, globalThis.crypto),
  );
  if (isQuorum(card, signers)) return all;
  const signed = JSON.parse(JSON.stringify(all)) as Prisma.InputJsonObject;
  await platform.db.$transaction(async (tx) => {
    await tx.pendingDocument.upsert({
      where: { organisationId_subject: { organisationId, subject } },
      create: { organisationId, subject, type: type.type, signed },
      update: { type: type.type, signed, createdAt: new Date() },
    });
    await recordActivity(tx, actor, 'document.signed', hashOf(bytesOf(all.document)));
  });
  return null;
}

/** Of the actor's organisation, the oldest first. */
export async function listPending({ db }: Pick<Platform, 'db'>, { organisationId }: Actor) {
  const rows = await db.pendingDocument.findMany({
    where: { organisationId },
    orderBy: { createdAt: 'asc' },
    select: { subject: true, type: true, signed: true, createdAt: true },
  });
  return rows.map((row) => ({ ...row, signed: checkShape(signedDocumentSchema, row.signed) }));
}

/** Takes back what waits for signatures. Throws NOT_FOUND. */
export async function dropPending(
  platform: Platform,
  actor: Actor,
  subject: string,
): Promise<void> {
  const { organisationId } = actor;
  await platform.db.$transaction(async (tx) => {
    const { count } = await tx.pendingDocument.deleteMany({ where: { organisationId, subject } });
    if (count === 0) throw notFound();
    await recordActivity(tx, actor, 'document.dropped', subject);
  });
}
