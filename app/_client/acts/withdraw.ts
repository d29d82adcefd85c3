// Withdrawals (R14): the broker is verified first, up to eight share a touch, and each batch is
// handed in before the next is asked for.

import { signWithdrawal, type Party } from '#enclave/participant/index.ts';
import {
  EnclaveError,
  Withdrawal,
  makeDocument,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { signBatch } from '#enclave/signing/sign.ts';
import { withHead } from '../session/member.ts';
import { rememberAt, verifyBrokerAt, type Desk } from './desk.ts';

/** R2b. */
export const withdrawalsPerTouch = 8;

type Target = Withdrawal['target'];

async function signTogether(
  owner: Party,
  broker: Hash,
  [first, ...others]: readonly [Target, ...Target[]],
  reason: string,
): Promise<readonly SignedDocument[]> {
  if (others.length === 0) return [await signWithdrawal(broker, owner, first, reason)];
  const [approver] = owner.keys.approvers;
  if (approver === undefined) throw new EnclaveError('KEY_UNKNOWN', 'approver');
  const documents = [first, ...others].map((target) => ({
    type: 'Withdrawal' as const,
    doc: makeDocument(Withdrawal, { broker, party: owner.party, target, reason }),
  }));
  return signBatch(documents, approver);
}

/**
 * A withdrawal names no head, and nothing may hold up a stop: here alone the memory comes last, and
 * a platform that does not keep it stops nobody.
 */
export async function withdraw(
  desk: Desk,
  targets: readonly Target[],
  reason: string,
): Promise<void> {
  const broker = await verifyBrokerAt(desk);
  const { party, memory } = desk.member;
  for (let from = 0; from < targets.length; from += withdrawalsPerTouch) {
    const [first, ...others] = targets.slice(from, from + withdrawalsPerTouch);
    if (first === undefined) break;
    const withdrawals = await signTogether(party, broker.id, [first, ...others], reason);
    await desk.platform.dataset.withdraw.mutate({ withdrawals: [...withdrawals] });
  }
  await rememberAt(desk, withHead(memory, broker)).catch(() => undefined);
}
