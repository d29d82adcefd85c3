import {
  PartyCard,
  bytesOf,
  hashOf,
  parseDocument,
  type SignedDocument,
} from '../../enclave-jobs/protocol/index.ts';
import { DomainError } from '../domain/errors.ts';
import { handIn } from './ask-broker.ts';
import { keepDocument } from './documents.ts';
import { recordActivity, type Actor, type Platform } from './platform.ts';

/**
 * Hands an organisation's card to the broker and keeps it. Whether its signatures suffice is the broker's
 * word; that it is this organisation's own is ours.
 */
export async function publishCard(
  platform: Platform,
  actor: Actor,
  card: SignedDocument,
): Promise<{ readonly party: string; readonly card: string }> {
  const bytes = bytesOf(card.document);
  const { value } = parseDocument(PartyCard, bytes);
  const name = hashOf(bytes);
  const party = value.party === 'self' ? name : value.party;
  if (actor.party !== null && actor.party !== party) throw new DomainError('NOT_ALLOWED', 'party');
  if (value.name !== actor.organisation) throw new DomainError('BAD_INPUT', 'name');
  await handIn(platform, { kind: 'submit', what: 'card', document: card });
  await platform.db.$transaction(async (tx) => {
    await keepDocument(tx, { type: 'PartyCard', party, signed: card });
    await tx.organisation.update({
      where: { id: actor.organisationId },
      data: { party, card: name },
    });
    await recordActivity(tx, actor, 'card.published', name);
  });
  return { party, card: name };
}
