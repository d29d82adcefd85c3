import { Collaboration, hashOf, parseDocument } from '#enclave/protocol/index.ts';
import { DomainError, notFound } from '../domain/errors.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';

const memberSelect = {
  state: true,
  since: true,
  organisation: { select: { id: true, name: true, party: true, demonstration: true } },
} as const;

/** Throws NOT_FOUND, whether there is no such collaboration or it is not the actor's. */
export async function requireMember(
  platform: Pick<Platform, 'db'>,
  actor: Actor,
  collaboration: string,
): Promise<void> {
  const found = await platform.db.membership.findUnique({
    where: {
      collaborationId_organisationId: {
        collaborationId: collaboration,
        organisationId: actor.organisationId,
      },
    },
    select: { state: true },
  });
  if (found?.state !== 'joined') throw notFound();
}

export async function listCollaborations(platform: Platform, actor: Actor) {
  const rows = await platform.db.membership.findMany({
    where: { organisationId: actor.organisationId, state: { not: 'declined' } },
    orderBy: { since: 'desc' },
    select: {
      state: true,
      collaboration: {
        select: { id: true, name: true, createdAt: true, members: { select: memberSelect } },
      },
    },
  });
  return rows.map(({ state, collaboration }) => ({ state, ...collaboration }));
}

/**
 * With its document, from which the members are read; the list beside it is the platform's hint.
 */
export async function readCollaboration(platform: Platform, actor: Actor, id: string) {
  await requireMember(platform, actor, id);
  const found = await platform.db.collaboration.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      name: true,
      createdAt: true,
      document: true,
      members: { select: memberSelect, orderBy: { since: 'asc' } },
    },
  });
  return { ...found, document: Buffer.from(found.document).toString('base64url') };
}

/** The document names the parties; all of them but the maker's are invited. */
export async function createCollaboration(
  platform: Platform,
  actor: Actor,
  document: Uint8Array,
): Promise<{ readonly id: string }> {
  const { value } = parseDocument(Collaboration, document);
  if (!value.parties.some((party) => party === actor.party)) {
    throw new DomainError('BAD_INPUT', 'parties');
  }
  const id = hashOf(document);
  const organisations = await platform.db.organisation.findMany({
    where: { party: { in: [...value.parties] } },
    select: { id: true },
  });
  if (organisations.length !== value.parties.length) throw new DomainError('BAD_INPUT', 'parties');
  await platform.db.$transaction(async (tx) => {
    await tx.collaboration.create({
      data: {
        id,
        name: value.name,
        document: Buffer.from(document),
        members: {
          create: organisations.map((one) => ({
            organisationId: one.id,
            state: one.id === actor.organisationId ? ('joined' as const) : ('invited' as const),
          })),
        },
      },
    });
    await recordActivity(tx, actor, 'collaboration.created', id);
  });
  return { id };
}

/** Accepts or declines an invitation of the actor's organisation. */
export async function answerInvitation(
  platform: Platform,
  actor: Actor,
  id: string,
  answer: 'joined' | 'declined',
): Promise<void> {
  await platform.db.$transaction(async (tx) => {
    const { count } = await tx.membership.updateMany({
      where: { collaborationId: id, organisationId: actor.organisationId, state: 'invited' },
      data: { state: answer, since: new Date() },
    });
    if (count === 0) throw notFound();
    await recordActivity(tx, actor, `collaboration.${answer}`, id);
  });
}
