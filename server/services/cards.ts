import {
  PartyCard,
  bytesOf,
  hashOf,
  parseDocument,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { readKeyRequest } from '#enclave/participant/index.ts';
import { DomainError, notFound } from '../domain/errors.ts';
import { handIn } from './ask-broker.ts';
import { listPending, withColleagues } from './co-sign.ts';
import { keepDocument } from './documents.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';

export interface PublishedCard {
  readonly party: string;
  readonly card: string;
  /** `pending` while the card before asks for more signatures. */
  readonly state: 'accepted' | 'pending';
}

/** Only what follows it is taken: the broker also says yes to every card that it holds. */
async function newestCard(platform: Platform, { organisationId }: Actor): Promise<string | null> {
  const { card } = await platform.db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { card: true },
  });
  return card;
}

/**
 * Hands an organisation's card to the broker once enough of its people signed, and keeps it until
 * then. Whether the signatures suffice is the broker's word; that it is this organisation's own is
 * ours.
 */
export async function publishCard(
  platform: Platform,
  actor: Actor,
  given: SignedDocument,
): Promise<PublishedCard> {
  const bytes = bytesOf(given.document);
  const { value } = parseDocument(PartyCard, bytes);
  const name = hashOf(bytes);
  const party = value.party === 'self' ? name : value.party;
  if (actor.party !== null && actor.party !== party) throw new DomainError('NOT_ALLOWED', 'party');
  if (value.name !== actor.organisation) throw new DomainError('BAD_INPUT', 'name');
  if (actor.party !== null && value.previous !== (await newestCard(platform, actor))) {
    throw new DomainError('CONFLICT', 'card');
  }
  const card =
    actor.party === null
      ? given
      : await withColleagues(platform, { ...actor, party: actor.party }, PartyCard, party, given);
  if (card === null) return { party, card: name, state: 'pending' };
  await handIn(platform, { kind: 'submit', what: 'card', document: card });
  await platform.db.$transaction(async (tx) => {
    await keepDocument(tx, { type: 'PartyCard', party, signed: card });
    const { organisationId } = actor;
    await tx.organisation.update({ where: { id: organisationId }, data: { party, card: name } });
    await tx.pendingDocument.deleteMany({ where: { organisationId, subject: party } });
    await recordActivity(tx, actor, 'card.published', name);
  });
  await forgetAnswered(platform, actor, value);
  return { party, card: name, state: 'accepted' };
}

/** Requests whose keys the new card has are answered. */
async function forgetAnswered(platform: Platform, actor: Actor, card: PartyCard): Promise<void> {
  const known = new Set(card.recipients.map((one) => one.recipient));
  for (const { personId, request } of await listKeyRequests(platform, actor)) {
    const { recipient } = readKeyRequest(bytesOf(request)).request.recipient;
    if (known.has(recipient)) await platform.db.keyRequest.deleteMany({ where: { personId } });
  }
}

/**
 * A person's own public keys, for colleagues to let in; a later request takes the place of an
 * earlier one.
 */
export async function requestKeys(
  platform: Platform,
  actor: Actor,
  request: Uint8Array,
): Promise<void> {
  if (actor.party === null) throw new DomainError('CONFLICT', 'no key card yet');
  const { name } = readKeyRequest(request);
  const { personId } = actor;
  const bytes = Buffer.from(request);
  await platform.db.$transaction(async (tx) => {
    await tx.keyRequest.upsert({
      where: { personId },
      create: { personId, request: bytes },
      update: { request: bytes, createdAt: new Date() },
    });
    await recordActivity(tx, actor, 'key.requested', name);
  });
}

/** Of the actor's organisation, the oldest first. */
export async function listKeyRequests(platform: Platform, actor: Actor) {
  const rows = await platform.db.keyRequest.findMany({
    where: { person: { organisationId: actor.organisationId } },
    orderBy: { createdAt: 'asc' },
    select: {
      personId: true,
      request: true,
      createdAt: true,
      person: { select: { label: true, email: true } },
    },
  });
  return rows.map(({ person, ...row }) => ({
    ...row,
    ...person,
    request: Buffer.from(row.request).toString('base64url'),
  }));
}

/** A no to a colleague's request, or one's own change of mind. Throws NOT_FOUND. */
export async function dropKeyRequest(
  platform: Platform,
  actor: Actor,
  personId: string,
): Promise<void> {
  await platform.db.$transaction(async (tx) => {
    const { count } = await tx.keyRequest.deleteMany({
      where: { personId, person: { organisationId: actor.organisationId } },
    });
    if (count === 0) throw notFound();
    await recordActivity(tx, actor, 'key.request.dropped', personId);
  });
}

/** What waits for a signature of this organisation's people, or for colleagues of theirs. */
export async function readKeyChanges(platform: Platform, actor: Actor) {
  return {
    requests: await listKeyRequests(platform, actor),
    pending: await listPending(platform, actor),
  };
}
