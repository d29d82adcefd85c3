// What a decision rests on. Never changed in place: every step makes a new one. An auditor builds
// the same value from a proof bundle; only grants stay out of sight there.

import {
  canonicalBytes,
  hashOf,
  noPrevious,
  type DatasetManifest,
  type Genesis,
  type Hash,
  type JobSpec,
  type LedgerEntry,
  type PartyCard,
  type UsagePolicy,
} from '../protocol/index.ts';
import type { Signed } from '../signing/index.ts';

/** The end of one lineage's ledger. */
export interface LedgerTotals {
  readonly entry: Hash;
  readonly seq: number;
  readonly rhoTotal: string;
  readonly deltaTotal: string;
  readonly thresholdJobs: number;
}

/** A charged job, kept for the limits that are functions of earlier jobs (R36). */
export interface Charge {
  readonly jobHash: Hash;
  readonly noiseKeyId: Hash;
  readonly retries: number;
  readonly job: JobSpec;
  /** Lineage of each input, by manifest. */
  readonly lineages: ReadonlyMap<Hash, Hash>;
}

/** A grant as held: still sealed; its floors were read when it was admitted. */
export interface GrantHeld {
  readonly name: Hash;
  readonly file: string;
  readonly header: string;
  readonly grantSeq: number;
  readonly policySeqMin: number;
}

export interface DecisionState {
  readonly broker: { readonly id: Hash; readonly genesis: Genesis; readonly instance: Hash };
  readonly status: 'serving' | 'retiring' | 'halted';
  /** Issued by this boot and unused. */
  readonly nonces: ReadonlySet<string>;
  /** Per party its chain, oldest first. */
  readonly cards: ReadonlyMap<Hash, readonly Signed<PartyCard>[]>;
  readonly manifests: ReadonlyMap<Hash, Signed<DatasetManifest>>;
  /** Per dataset its chain, oldest first. */
  readonly policies: ReadonlyMap<Hash, readonly Signed<UsagePolicy>[]>;
  readonly grants: ReadonlyMap<Hash, GrantHeld>;
  /** "party/kind/name", or "narrower/code/name". */
  readonly withdrawn: ReadonlySet<string>;
  /** Per `jobHash` the parties that denied it. */
  readonly denials: ReadonlyMap<Hash, ReadonlySet<Hash>>;
  readonly ledgers: ReadonlyMap<Hash, LedgerTotals>;
  readonly charges: readonly Charge[];
  /** Hash of the log entry at each index. */
  readonly log: readonly Hash[];
  /** Time of the last log entry: it never goes back (R31). */
  readonly at: number;
}

/** What decides which card is in force. */
export type CardState = Pick<DecisionState, 'cards' | 'withdrawn'>;

export function emptyState(broker: DecisionState['broker']): DecisionState {
  return {
    broker,
    status: 'serving',
    nonces: new Set(),
    cards: new Map(),
    manifests: new Map(),
    policies: new Map(),
    grants: new Map(),
    withdrawn: new Set(),
    denials: new Map(),
    ledgers: new Map(),
    charges: [],
    log: [],
    at: 0,
  };
}

/** A map with one entry more or replaced. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

/** The card in force. */
export function currentCard(
  state: Pick<DecisionState, 'cards'>,
  party: Hash,
): Signed<PartyCard> | undefined {
  return state.cards.get(party)?.at(-1);
}

/** The policy in force. */
export function currentPolicy(
  state: DecisionState,
  dataset: Hash,
): Signed<UsagePolicy> | undefined {
  return state.policies.get(dataset)?.at(-1);
}

export function isWithdrawn(
  state: Pick<DecisionState, 'withdrawn'>,
  party: Hash | 'narrower',
  kind: string,
  name: string,
): boolean {
  return state.withdrawn.has(`${party}/${kind}/${name}`);
}

/** A nonce answers one request only. */
export function withoutNonce(state: DecisionState, nonce: string): DecisionState {
  return { ...state, nonces: new Set([...state.nonces].filter((one) => one !== nonce)) };
}

/** The state at the host's claim of the time, which never takes it back (R31). */
export function atTime(state: DecisionState, now: number): DecisionState {
  return { ...state, at: Math.max(state.at, now) };
}

/** Before the first entry of a ledger. */
export const emptyLedger: LedgerTotals = {
  entry: noPrevious,
  seq: 0,
  rhoTotal: '0/1',
  deltaTotal: '0/1',
  thresholdJobs: 0,
};

/** `LogEntry.ledgers`: hash of the sorted list of ledger heads. */
export function ledgersHash(ledgers: ReadonlyMap<Hash, LedgerTotals>): Hash {
  const heads = [...ledgers].map(([lineage, totals]) => ({ lineage, entry: totals.entry }));
  heads.sort((a, b) => (a.lineage < b.lineage ? -1 : 1));
  return hashOf(canonicalBytes(heads));
}

export function ledgerEntryHash(entry: LedgerEntry): Hash {
  return hashOf(canonicalBytes(entry));
}

/** The ledgers after a release's entries. */
export function applyEntries(
  ledgers: ReadonlyMap<Hash, LedgerTotals>,
  entries: readonly LedgerEntry[],
): ReadonlyMap<Hash, LedgerTotals> {
  return entries.reduce<ReadonlyMap<Hash, LedgerTotals>>(
    (after, entry) =>
      withEntry(after, entry.lineage, {
        entry: ledgerEntryHash(entry),
        seq: entry.seq,
        rhoTotal: entry.rhoTotal,
        deltaTotal: entry.deltaTotal,
        thresholdJobs: entry.thresholdJobs,
      }),
    ledgers,
  );
}
