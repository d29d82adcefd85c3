// Which keys may appear on a document: asked before its signatures are verified. Reading the
// unverified bytes to find the key that must have signed them is safe: a wrong claim finds a wrong
// key.

import type {
  Approval,
  DatasetManifest,
  Doc,
  Hash,
  JobSpec,
  PartyCard,
  SignerKey,
  UsagePolicy,
  Withdrawal,
} from '../protocol/index.ts';
import { plainKey } from '../signing/index.ts';
import { ownerOf } from './admit.ts';
import { currentCard, type CardState, type DecisionState } from './state.ts';

function approversOf(state: CardState, party: Hash | undefined): readonly SignerKey[] {
  return party === undefined ? [] : (currentCard(state, party)?.value.approvers ?? []);
}

export function cardSigners(state: CardState, doc: Doc<PartyCard>): readonly SignerKey[] {
  return doc.value.party === 'self' ? doc.value.approvers : approversOf(state, doc.value.party);
}

export function manifestSigners(state: DecisionState, doc: Doc<DatasetManifest>) {
  return doc.value.owners.flatMap((owner) => approversOf(state, owner));
}

export function policySigners(state: DecisionState, doc: Doc<UsagePolicy>): readonly SignerKey[] {
  return approversOf(state, ownerOf(state, doc.value.dataset));
}

export function withdrawalSigners(state: DecisionState, doc: Doc<Withdrawal>) {
  const witnesses = currentCard(state, doc.value.party)?.value.witnesses ?? [];
  const own = [...approversOf(state, doc.value.party), ...witnesses.map(plainKey)];
  const narrowers = doc.value.target.kind === 'code' ? state.broker.genesis.narrowers : [];
  return [...own, ...narrowers.map(plainKey)];
}

export function approvalSigners(state: DecisionState, doc: Doc<Approval>): readonly SignerKey[] {
  return approversOf(state, doc.value.party);
}

export function jobSigners(state: DecisionState, doc: Doc<JobSpec>): readonly SignerKey[] {
  return currentCard(state, doc.value.analyst)?.value.analysts ?? [];
}
