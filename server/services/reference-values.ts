// Reference values that admins propose (R17). UNTRUSTED, and without effect: a browser reads the
// document, says what it would change, and an owner signs that or does not.

import { EnclaveError } from '#enclave/protocol/index.ts';
import { readReferenceProposal } from '#enclave/participant/index.ts';
import { DomainError, notFound } from '../domain/errors.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';

const openMax = 64;
const everMax = 512;
const shownMax = 200;

/** Proposals of one's own organisation and of those in a collaboration with it. */
const within = ({ organisationId }: Actor) => ({
  organisation: {
    OR: [
      { id: organisationId },
      {
        memberships: {
          some: {
            state: 'joined' as const,
            collaboration: {
              members: { some: { organisationId, state: 'joined' as const } },
            },
          },
        },
      },
    ],
  },
});

/** Open ones first, the newest of them first; then the withdrawn ones. */
export async function listProposals(platform: Platform, actor: Actor) {
  const rows = await platform.db.referenceProposal.findMany({
    where: within(actor),
    // Whoever proposes and takes back does not push others' open ones out of sight.
    orderBy: [{ retractedAt: { sort: 'desc', nulls: 'first' } }, { at: 'desc' }],
    take: shownMax,
    select: {
      name: true,
      label: true,
      document: true,
      at: true,
      retractedAt: true,
      organisationId: true,
      organisation: { select: { name: true } },
    },
  });
  return rows.map(({ organisation, organisationId, document, ...row }) => ({
    ...row,
    organisation: organisation.name,
    own: organisationId === actor.organisationId,
    document: Buffer.from(document).toString('base64url'),
  }));
}

function nameOf(document: Uint8Array): string {
  try {
    return readReferenceProposal(document).name;
  } catch (error) {
    if (error instanceof EnclaveError) throw new DomainError('BAD_INPUT', error.place);
    throw error;
  }
}

/**
 * Throws BAD_INPUT for what is no proposal, CONFLICT for one that stands already or one too many.
 */
export async function propose(
  platform: Platform,
  actor: Actor,
  document: Uint8Array,
): Promise<{ readonly name: string }> {
  const name = nameOf(document);
  const { organisationId, label } = actor;
  return platform.db.$transaction(async (tx) => {
    // One after the other: two at once must not pass the same count.
    await tx.$executeRaw`select 1 from "Organisation" where id = ${organisationId}::uuid for update`;
    const own = await tx.referenceProposal.findMany({
      where: { organisationId },
      select: { name: true, retractedAt: true },
    });
    if (own.some((one) => one.name === name)) throw new DomainError('CONFLICT', 'proposed');
    const open = own.filter((one) => one.retractedAt === null);
    if (open.length >= openMax || own.length >= everMax) {
      throw new DomainError('CONFLICT', 'too many proposals');
    }
    await tx.referenceProposal.create({
      data: { name, organisationId, label, document: Buffer.from(document) },
    });
    await recordActivity(tx, actor, 'reference.proposed', name);
    return { name };
  });
}

/** Rules that adopted it keep it. Throws NOT_FOUND for those of others and for withdrawn ones. */
export async function retract(platform: Platform, actor: Actor, name: string): Promise<void> {
  const { organisationId } = actor;
  await platform.db.$transaction(async (tx) => {
    const { count } = await tx.referenceProposal.updateMany({
      where: { name, organisationId, retractedAt: null },
      data: { retractedAt: new Date() },
    });
    if (count === 0) throw notFound();
    await recordActivity(tx, actor, 'reference.retracted', name);
  });
}
