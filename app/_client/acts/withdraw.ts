// Withdrawals signed in this browser (R14): the broker is verified first, up to eight share a
// touch, and each batch is handed in before the next is asked for.

import type { ClientState } from '#enclave/participant/index.ts';
import { EnclaveError, Withdrawal, makeDocument } from '#enclave/protocol/index.ts';
import { signBatch, signDocument } from '#enclave/signing/sign.ts';
import type { Api } from '../session/api.ts';
import { verifyBrokerHere, withHead, type Member } from '../session/member.ts';

/** R2b. */
export const withdrawalsPerTouch = 8;

/** Gives back the memory with the head that was verified. */
export async function withdrawHere(
  api: Api,
  member: Member,
  targets: readonly Withdrawal['target'][],
  reason: string,
): Promise<ClientState> {
  const broker = await verifyBrokerHere(api, member.memory);
  const { party, keys } = member.party;
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
    await api.dataset.withdraw.mutate({ withdrawals: [...withdrawals] });
  }
  return withHead(member.memory, broker);
}
