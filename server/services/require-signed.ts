import {
  EnclaveError,
  PartyCard,
  readSigned,
  type Hash,
  type SignerKey,
} from '#enclave/protocol/index.ts';
import { approverKeys, meetsQuorum } from '#enclave/decision/index.ts';
import { DomainError } from '../domain/errors.ts';
import { documentsByName } from './documents.ts';
import type { Platform } from './platform.ts';

/** The newest card of a party. Throws NOT_ALLOWED if it has none. */
export async function cardOf(platform: Pick<Platform, 'db'>, party: string): Promise<PartyCard> {
  const organisation = await platform.db.organisation.findUnique({
    where: { party },
    select: { card: true },
  });
  const [card] = await documentsByName(platform.db, [organisation?.card ?? '']);
  if (card === undefined) throw new DomainError('NOT_ALLOWED', 'no key card yet');
  return readSigned(PartyCard, card).value;
}

/** Whether these keys are a quorum of the card, as a broker would count them. */
export function isQuorum(card: PartyCard, signers: readonly Hash[]): boolean {
  return meetsQuorum(card, approverKeys(card, signers));
}

/**
 * A courtesy to everybody waiting: what the party's newest card does not sign is refused at once,
 * so that a stolen session cannot fill a job with approvals that the broker will refuse. Decides
 * nothing else.
 */
export async function requireSigned<T>(
  card: PartyCard,
  keys: 'analysts' | 'approvers',
  verify: (keys: readonly SignerKey[]) => Promise<T>,
): Promise<T> {
  try {
    return await verify(card[keys]);
  } catch (cause) {
    if (!(cause instanceof EnclaveError)) throw cause;
    throw new DomainError('BAD_INPUT', 'signature', { cause });
  }
}
