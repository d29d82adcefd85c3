import { Withdrawal, makeDocument, type Hash, type SignedDocument } from '../protocol/index.ts';
import { signDocument } from '../signing/sign.ts';
import type { Party } from './party.ts';

/** R14: narrows at once and for ever; one approver is enough. */
export async function signWithdrawal(
  broker: Hash,
  owner: Party,
  target: Withdrawal['target'],
  reason: string,
): Promise<SignedDocument> {
  const doc = makeDocument(Withdrawal, { broker, party: owner.party, target, reason });
  const [approver] = owner.keys.approvers;
  if (approver === undefined) throw new Error('a party without an approver');
  return signDocument('Withdrawal', doc, approver);
}
