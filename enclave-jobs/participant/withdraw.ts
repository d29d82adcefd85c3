import { Withdrawal, makeDocument, type Hash, type SignedDocument } from '../protocol/index.ts';
import { signDocument } from '../signing/sign.ts';
import type { Party } from './party.ts';

/**
 * R14: narrows at once and for ever. One approver is enough; a key is taken back by itself, or by
 * all approvers that are here.
 */
export async function signWithdrawal(
  broker: Hash,
  owner: Party,
  target: Withdrawal['target'],
  reason: string,
): Promise<SignedDocument> {
  const doc = makeDocument(Withdrawal, { broker, party: owner.party, target, reason });
  const { approvers } = owner.keys;
  const itself = approvers.find(({ keyId }) => target.kind === 'key' && keyId === target.name);
  const signing = target.kind === 'key' && itself === undefined ? approvers : approvers.slice(0, 1);
  return signDocument('Withdrawal', doc, ...(itself === undefined ? signing : [itself]));
}
