import { createHash, randomBytes } from 'node:crypto';
import { hashPassword } from '../auth/passwords.ts';
import { DomainError, notFound } from '../domain/errors.ts';
import type { Role } from '../domain/permissions.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';

const invitationDays = 14;
const passwordLengthMin = 12;

const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex');

/** Returns the token once; only its hash is kept. */
export async function invite(
  platform: Platform,
  actor: Actor,
  { email, roles }: { readonly email: string; readonly roles: readonly Role[] },
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(Date.now() + invitationDays * 86_400_000);
  await platform.db.$transaction(async (tx) => {
    const known = await tx.person.findUnique({ where: { email }, select: { id: true } });
    if (known !== null) throw new DomainError('CONFLICT', 'email');
    await tx.invitation.create({
      data: {
        tokenHash: hashOfToken(token),
        organisationId: actor.organisationId,
        email,
        roles: [...roles],
        expiresAt,
      },
    });
    await recordActivity(tx, actor, 'person.invited', email);
  });
  return { token, expiresAt };
}

const founderRoles: readonly Role[] = ['admin', 'owner', 'analyst'];

/**
 * The operator's way to let an organisation in: its first person, who invites the others. Undefined
 * if somebody has that address already.
 */
export async function inviteFounder(
  { db }: Pick<Platform, 'db'>,
  { organisation, email }: { readonly organisation: string; readonly email: string },
): Promise<{ readonly token: string } | undefined> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(Date.now() + invitationDays * 86_400_000);
  return db.$transaction(async (tx) => {
    const known = await tx.person.findUnique({ where: { email }, select: { id: true } });
    if (known !== null) return undefined;
    const { id: organisationId } = await tx.organisation.upsert({
      where: { name: organisation },
      create: { name: organisation },
      update: {},
      select: { id: true },
    });
    const roles = [...founderRoles];
    const tokenHash = hashOfToken(token);
    await tx.invitation.create({ data: { tokenHash, organisationId, email, roles, expiresAt } });
    await recordActivity(tx, { organisationId, label: 'operator' }, 'person.invited', email);
    return { token };
  });
}

/** An open invitation; used, expired and made-up ones are alike missing. */
export async function readInvitation(platform: Pick<Platform, 'db'>, token: string) {
  const found = await platform.db.invitation.findFirst({
    where: { tokenHash: hashOfToken(token), usedAt: null, expiresAt: { gt: new Date() } },
    select: {
      email: true,
      roles: true,
      expiresAt: true,
      organisation: { select: { id: true, name: true, party: true } },
    },
  });
  if (found === null) throw notFound();
  return found;
}

export async function acceptInvitation(
  platform: Platform,
  {
    token,
    label,
    password,
  }: { readonly token: string; readonly label: string; readonly password: string },
): Promise<{ readonly email: string }> {
  const { email, roles, organisation } = await readInvitation(platform, token);
  if (password.length < passwordLengthMin) throw new DomainError('BAD_INPUT', 'password');
  const passwordHash = await hashPassword(password);
  await platform.db.$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { tokenHash: hashOfToken(token), usedAt: null },
      data: { usedAt: new Date() },
    });
    if (count !== 1) throw notFound();
    await tx.person.create({
      data: { email, label, passwordHash, roles, organisationId: organisation.id },
    });
    await recordActivity(tx, { organisationId: organisation.id, label }, 'person.joined', email);
  });
  return { email };
}

/**
 * Every session of a person that began before now is void, this one too. Throws NOT_FOUND for
 * strangers.
 */
export async function endSessions(
  platform: Platform,
  actor: Actor,
  personId: string,
): Promise<void> {
  await platform.db.$transaction(async (tx) => {
    const { count } = await tx.person.updateMany({
      where: { id: personId, organisationId: actor.organisationId },
      // Tokens carry whole seconds: a session of this very second ends too.
      data: { sessionsFrom: new Date(Date.now() + 1000) },
    });
    if (count === 0) throw notFound();
    await recordActivity(tx, actor, 'sessions.ended', personId);
  });
}

export async function readMe(platform: Platform, actor: Actor) {
  const { db } = platform;
  const [person, collaborations, inbox] = await Promise.all([
    db.person.findUniqueOrThrow({
      where: { id: actor.personId },
      select: { email: true, organisation: { select: { demonstration: true, card: true } } },
    }),
    db.membership.findMany({
      where: { organisationId: actor.organisationId, state: { not: 'declined' } },
      orderBy: { since: 'asc' },
      select: { state: true, collaboration: { select: { id: true, name: true } } },
    }),
    db.job.count({
      where: {
        state: 'AWAITING_APPROVALS',
        parts: { some: { organisationId: actor.organisationId, decision: null } },
      },
    }),
  ]);
  return {
    personId: actor.personId,
    label: actor.label,
    email: person.email,
    roles: [...actor.roles],
    organisation: {
      name: actor.organisation,
      party: actor.party,
      card: person.organisation.card,
      demonstration: person.organisation.demonstration,
    },
    collaborations: collaborations.map(({ state, collaboration }) => ({ state, ...collaboration })),
    inbox,
  };
}

export async function readOrganisation(platform: Platform, actor: Actor) {
  const [people, invitations] = await Promise.all([
    platform.db.person.findMany({
      where: { organisationId: actor.organisationId },
      orderBy: { createdAt: 'asc' },
      select: { id: true, label: true, email: true, roles: true, createdAt: true },
    }),
    platform.db.invitation.findMany({
      where: { organisationId: actor.organisationId, usedAt: null, expiresAt: { gt: new Date() } },
      orderBy: { createdAt: 'asc' },
      select: { email: true, roles: true, expiresAt: true },
    }),
  ]);
  return { name: actor.organisation, party: actor.party, people, invitations };
}

/** Organisations that could be invited to a collaboration: those that have made their key card. */
export async function listParties(platform: Platform) {
  return platform.db.organisation.findMany({
    where: { party: { not: null } },
    orderBy: { name: 'asc' },
    select: { name: true, party: true, demonstration: true },
  });
}
