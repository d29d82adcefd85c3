// Withdrawals (R14): the broker is verified first, up to eight share a touch, and each batch is
// handed in before the next is asked for.

import { EnclaveError, Withdrawal, makeDocument } from '#enclave/protocol/index.ts';
import { signBatch, signDocument } from '#enclave/signing/sign.ts';
import { withHead } from '../session/member.ts';
import { rememberAt, verifyBrokerAt, type Desk } from './desk.ts';

/** R2b. */
export const withdrawalsPerTouch = 8;

/**
 * A withdrawal names no head, and nothing may hold up a stop: here alone the memory comes last, and
 * a platform that does not keep it stops nobody.
 */
export async function withdraw(
  desk: Desk,
  targets: readonly Withdrawal['target'][],
  reason: string,
): Promise<void> {
  const broker = await verifyBrokerAt(desk);
  const { party, keys } = desk.member.party;
  const [approver] = keys.approvers;
  if (approver === undefined) throw new EnclaveError('KEY_UNKNOWN', 'approver');
  for (let from = 0; from < targets.length; from += withdrawalsPerTouch) {
    const documents = targets.slice(from, from + withdrawalsPerTouch).map((target) => ({
      type: 'Withdrawal' as const,
      doc: makeDocument(Withdrawal, { broker: broker.id, party, target, reason }),
    }));
    const [first, ...rest] = documents;
    if (first === undefined) break;
    const withdrawals =
      rest.length === 0
        ? [await signDocument('Withdrawal', first.doc, approver)]
        : await signBatch(documents, approver);
    await desk.platform.dataset.withdraw.mutate({ withdrawals: [...withdrawals] });
  }
  await rememberAt(desk, withHead(desk.member.memory, broker)).catch(() => undefined);
}
