// Which signed documents a broker takes into its state, and an auditor into the state it rebuilds.
// Signatures were verified before; here it is decided whether the signers may say this. All throw
// EnclaveError with a refusal code and leave the state as it was.

import {
  EnclaveError,
  type Approval,
  type ApproverKey,
  type DatasetManifest,
  type Hash,
  type PartyCard,
  type UsagePolicy,
  type Withdrawal,
} from '../protocol/index.ts';
import { plainKey, type Signed } from '../signing/index.ts';
import { approverKeys, meetsQuorum } from './quorum.ts';
import {
  currentCard,
  currentPolicy,
  isWithdrawn,
  withEntry,
  type CardState,
  type DecisionState,
} from './state.ts';

/** The approver keys of `party` that it took back; they count for nothing any more. */
export function withdrawnKeys(state: CardState, party: Hash, card: PartyCard): ReadonlySet<Hash> {
  const keys = card.approvers.map((key) => key.keyId);
  return new Set(keys.filter((key) => isWithdrawn(state, party, 'key', key)));
}

function requireQuorum(state: CardState, party: Hash, doc: Signed<unknown>): void {
  const card = currentCard(state, party)?.value;
  if (card === undefined) throw new EnclaveError('CARD_STALE', 'card');
  const keys = approverKeys(card, doc.signers, withdrawnKeys(state, party, card));
  if (!meetsQuorum(card, keys)) throw new EnclaveError('QUORUM', 'signers');
}

/**
 * R11: the first card founds the party and is signed by its own quorum; the next by the last one's.
 */
export function admitCard<S extends CardState>(state: S, doc: Signed<PartyCard>): S {
  const card = doc.value;
  if (card.party === 'self') {
    if (state.cards.has(doc.name)) return state;
    if (!meetsQuorum(card, approverKeys(card, doc.signers)))
      throw new EnclaveError('QUORUM', 'card');
    return { ...state, cards: withEntry(state.cards, doc.name, [doc]) };
  }
  const chain = state.cards.get(card.party) ?? [];
  const last = chain.at(-1);
  if (last === undefined) throw new EnclaveError('CARD_STALE', 'first card missing');
  if (chain.some((held) => held.name === doc.name)) return state;
  if (card.previous !== last.name || card.seq !== last.value.seq + 1) {
    throw new EnclaveError('CARD_STALE', 'chain');
  }
  requireQuorum(state, card.party, doc);
  return { ...state, cards: withEntry(state.cards, card.party, [...chain, doc]) };
}

/**
 * One table has one owner for ever: a dataset or lineage that is held belongs to who registered it.
 */
function checkOwnership(state: DecisionState, manifest: DatasetManifest, owner: Hash): void {
  const held = [...state.manifests.values()].map((doc) => doc.value);
  const related = held.filter(
    (m) =>
      m.dataset === manifest.dataset ||
      m.lineage === manifest.lineage ||
      m.dataset === manifest.lineage,
  );
  if (related.some((m) => !m.owners.includes(owner))) {
    throw new EnclaveError('VERSION_CONFLICT', 'owner');
  }
  if (related.some((m) => m.dataset === manifest.dataset && m.lineage !== manifest.lineage)) {
    throw new EnclaveError('VERSION_CONFLICT', 'lineage');
  }
  if (manifest.lineage !== manifest.dataset && related.length === 0) {
    throw new EnclaveError('VERSION_CONFLICT', 'lineage unknown');
  }
  if (held.some((m) => m.dataset === manifest.dataset && m.version === manifest.version)) {
    throw new EnclaveError('VERSION_CONFLICT', 'version');
  }
  // R7: one fresh file key per version; the same header is the same file under a second name.
  if (held.some((m) => m.sealed.header === manifest.sealed.header)) {
    throw new EnclaveError('VERSION_CONFLICT', 'sealed file');
  }
}

export function admitManifest(state: DecisionState, doc: Signed<DatasetManifest>): DecisionState {
  if (state.manifests.has(doc.name)) return state;
  const manifest = doc.value;
  const [owner] = manifest.owners;
  if (
    owner === undefined ||
    manifest.owners.length !== 1 ||
    manifest.origin.kind !== 'registered'
  ) {
    throw new EnclaveError('MANIFEST_MISMATCH', 'derived datasets are not there yet');
  }
  requireQuorum(state, owner, doc);
  checkOwnership(state, manifest, owner);
  if (manifest.previous !== undefined) {
    const before = state.manifests.get(manifest.previous)?.value;
    if (before?.dataset !== manifest.dataset || before.version !== manifest.version - 1) {
      throw new EnclaveError('VERSION_CONFLICT', 'previous');
    }
  }
  return { ...state, manifests: withEntry(state.manifests, doc.name, doc) };
}

/** The owner of a dataset, as its held manifests say. */
export function ownerOf(state: DecisionState, dataset: Hash): Hash | undefined {
  const manifest = [...state.manifests.values()].find((doc) => doc.value.dataset === dataset);
  return manifest?.value.owners[0];
}

/** Whether a rule of this lineage said so: registering the same table again changes nothing. */
function isDpOnly(state: DecisionState, dataset: Hash): boolean {
  const manifests = [...state.manifests.values()].map(({ value }) => value);
  const lineage = manifests.find((one) => one.dataset === dataset)?.lineage;
  return manifests.some(
    (one) =>
      one.lineage === lineage && currentPolicy(state, one.dataset)?.value.dpOnlyForLife === true,
  );
}

/** R14: a chain without gaps; what is lower than the highest held is refused. */
export function admitPolicy(state: DecisionState, doc: Signed<UsagePolicy>): DecisionState {
  const policy = doc.value;
  const chain = state.policies.get(policy.dataset) ?? [];
  if (chain.some((held) => held.name === doc.name)) return state;
  const owner = ownerOf(state, policy.dataset);
  if (owner === undefined) throw new EnclaveError('MANIFEST_MISMATCH', 'dataset unknown');
  requireQuorum(state, owner, doc);
  const last = currentPolicy(state, policy.dataset);
  if (policy.seq !== (last?.value.seq ?? 0) + 1 || policy.previous !== last?.name) {
    throw new EnclaveError('POLICY_STALE', 'chain');
  }
  if (!policy.dpOnlyForLife && isDpOnly(state, policy.dataset)) {
    throw new EnclaveError('POLICY_DENIES', 'dp only for life');
  }
  return { ...state, policies: withEntry(state.policies, policy.dataset, [...chain, doc]) };
}

/** Whoever holds a key may take it back alone; another's key takes the quorum. */
function mayTakeKey(card: PartyCard, key: Hash, keys: readonly ApproverKey[]): boolean {
  if (!card.approvers.some(({ keyId }) => keyId === key)) {
    throw new EnclaveError('SIGNATURE', 'no key of this party');
  }
  return keys.some(({ keyId }) => keyId === key) || meetsQuorum(card, keys);
}

/**
 * An approver, or a witness that signs unattended: narrowing needs no quorum. Who may sign is
 * people's business: a witness takes no key away, and one approver takes no colleague's.
 */
function mayNarrow(
  card: PartyCard,
  { value: { target }, signers }: Signed<Withdrawal>,
  withdrawn: ReadonlySet<Hash>,
): boolean {
  const keys = approverKeys(card, signers, withdrawn);
  if (target.kind === 'key') return mayTakeKey(card, target.name, keys);
  const witnesses = card.witnesses.map((key) => plainKey(key).keyId);
  return keys.length > 0 || witnesses.some((key) => signers.includes(key));
}

/**
 * R14: one approver is enough to narrow, but for another's key; for code identities also a narrower
 * of the Genesis (R17).
 */
export function admitWithdrawal(state: DecisionState, doc: Signed<Withdrawal>): DecisionState {
  const { broker, party, target } = doc.value;
  if (broker !== state.broker.id) throw new EnclaveError('WRONG_BROKER', 'withdrawal');
  const card = currentCard(state, party)?.value;
  const own = card !== undefined && mayNarrow(card, doc, withdrawnKeys(state, party, card));
  const by = own ? party : 'narrower';
  if (!own && target.kind !== 'code') throw new EnclaveError('SIGNATURE', 'not an approver');
  const name = `${by}/${target.kind}/${target.name}`;
  if (state.withdrawn.has(name)) return state;
  return { ...state, withdrawn: new Set(state.withdrawn).add(name) };
}

/** A deny by any approver is final for its job; it binds where the party owns an input. */
export function admitDenial(state: DecisionState, doc: Signed<Approval>): DecisionState {
  const { broker, decision, jobHash, party } = doc.value;
  if (broker !== state.broker.id) throw new EnclaveError('WRONG_BROKER', 'approval');
  if (decision !== 'deny') throw new EnclaveError('APPROVAL_INVALID', 'only a deny is held');
  const card = currentCard(state, party)?.value;
  if (jobHash === undefined)
    throw new EnclaveError('APPROVAL_INVALID', 'studies are not there yet');
  const keys =
    card === undefined ? [] : approverKeys(card, doc.signers, withdrawnKeys(state, party, card));
  if (keys.length === 0) {
    throw new EnclaveError('SIGNATURE', 'not an approver');
  }
  const held = state.denials.get(jobHash);
  if (held?.has(party) === true) return state;
  const parties = new Set(held).add(party);
  return { ...state, denials: withEntry(state.denials, jobHash, parties) };
}
