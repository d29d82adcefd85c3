import {
  EnclaveError,
  PartyCard,
  bytesOf,
  parseDocument,
  type SignerKey,
} from '../../enclave-jobs/protocol/index.ts';
import { DomainError } from '../domain/errors.ts';
import { documentsByName } from './documents.ts';
import type { Platform } from './platform.ts';

/**
 * A courtesy to everybody waiting: what the party's newest card does not sign is refused at once, so that a
 * stolen session cannot fill a job with approvals that the broker will refuse. Decides nothing else.
 */
export async function requireSigned(
  platform: Pick<Platform, 'db'>,
  party: string,
  keys: 'analysts' | 'approvers',
  verify: (keys: readonly SignerKey[]) => Promise<unknown>,
): Promise<void> {
  const organisation = await platform.db.organisation.findUnique({
    where: { party },
    select: { card: true },
  });
  const [card] = await documentsByName(platform.db, [organisation?.card ?? '']);
  if (card === undefined) throw new DomainError('NOT_ALLOWED', 'no key card yet');
  const { value } = parseDocument(PartyCard, bytesOf(card.document));
  try {
    await verify(value[keys]);
  } catch (cause) {
    if (!(cause instanceof EnclaveError)) throw cause;
    throw new DomainError('BAD_INPUT', 'signature', { cause });
  }
}
