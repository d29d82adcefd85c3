// R12: keys count per distinct holder of one card; a public key never counts for two parties.

import type { ApproverKey, Hash, PartyCard } from '../protocol/index.ts';

/**
 * The approver keys of `card` among `signers` that are not in `excluded` (withdrawn or used
 * elsewhere).
 */
export function approverKeys(
  card: PartyCard,
  signers: readonly Hash[],
  excluded: ReadonlySet<Hash> = new Set(),
): readonly ApproverKey[] {
  return card.approvers.filter((key) => signers.includes(key.keyId) && !excluded.has(key.keyId));
}

/**
 * Enough distinct holders, and enough of them with a key that the platform's pages cannot drive.
 */
export function meetsQuorum(card: PartyCard, keys: readonly ApproverKey[]): boolean {
  const holders = new Set(keys.map((key) => key.holder));
  const independent = new Set(keys.filter((key) => key.independent).map((key) => key.holder));
  return holders.size >= card.quorum && independent.size >= card.independentMin;
}
