// Public signed documents by the hash of their bytes. The platform keeps them for whoever may see
// them; who reads one checks it.

import {
  bytesOf,
  checkShape,
  hashOf,
  signedDocumentSchema,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { Tx } from '../db/client.ts';

export interface KeptDocument {
  readonly type: string;
  readonly party?: string;
  readonly signed: SignedDocument;
}

function asJson({ document, signatures }: SignedDocument): Prisma.InputJsonObject {
  return { document, signatures: signatures.map((one) => ({ ...one })) };
}

/** Keeps a document; with more signatures than before, these. Returns its name. */
export async function keepDocument(tx: Tx, { type, party, signed }: KeptDocument): Promise<string> {
  const name = hashOf(bytesOf(signed.document));
  await tx.document.upsert({
    where: { name },
    create: { name, type, ...(party === undefined ? {} : { party }), signed: asJson(signed) },
    update: { signed: asJson(signed) },
  });
  return name;
}

/** Documents by name, in the order of the names; unknown names are left out. */
export async function documentsByName(
  tx: Tx,
  names: readonly string[],
): Promise<readonly SignedDocument[]> {
  const rows = await tx.document.findMany({
    where: { name: { in: [...names] } },
    select: { name: true, signed: true },
  });
  const byName = new Map(rows.map((row) => [row.name, row.signed]));
  return names.flatMap((name) => {
    const signed = byName.get(name);
    return signed === undefined ? [] : [checkShape(signedDocumentSchema, signed)];
  });
}

/** All documents of one type from these parties, oldest first: whole chains. */
export async function documentsOf(
  tx: Tx,
  type: string,
  parties: readonly string[],
): Promise<readonly SignedDocument[]> {
  const rows = await tx.document.findMany({
    where: { type, party: { in: [...parties] } },
    orderBy: { createdAt: 'asc' },
    select: { signed: true },
  });
  return rows.map((row) => checkShape(signedDocumentSchema, row.signed));
}
