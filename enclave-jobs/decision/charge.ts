// What a release does to the ledgers and to the charged jobs: one meaning, for the broker that
// decides, for its replay from records, and for an auditor who goes back to the state before.

import {
  EnclaveError,
  type Doc,
  type Hash,
  type JobSpec,
  type LedgerEntry,
} from '../protocol/index.ts';
import { applyEntries, type Charge, type DecisionState, type LedgerTotals } from './state.ts';

/** A release as far as ledgers are concerned. */
export interface Charging {
  readonly job: Doc<JobSpec>;
  readonly entries: readonly LedgerEntry[];
  readonly noiseKeyId: Hash;
}

type Charged = Pick<DecisionState, 'ledgers' | 'charges'>;

/**
 * The charge that this very job made under this noise key: running it again costs nothing (R35).
 */
export function earlierCharge(
  { charges }: Pick<DecisionState, 'charges'>,
  jobHash: Hash,
  noiseKeyId: Hash,
): Charge | undefined {
  return charges.find((one) => one.jobHash === jobHash && one.noiseKeyId === noiseKeyId);
}

/** Throws BROKER_HALTED for entries of both kinds. */
function isRetry(entries: readonly LedgerEntry[]): boolean {
  const retries = entries.filter(({ kind }) => kind === 'retry').length;
  if (retries !== 0 && retries !== entries.length) {
    throw new EnclaveError('BROKER_HALTED', 'charge and retry in one release');
  }
  return retries > 0;
}

function chargeOf({ job, entries, noiseKeyId }: Charging): Charge {
  const lineages = new Map(entries.map(({ manifest, lineage }) => [manifest, lineage] as const));
  return { jobHash: job.name, noiseKeyId, retries: 0, job: job.value, lineages };
}

/**
 * Ledgers and charges after the release. Throws BROKER_HALTED where its entries are no charge of a
 * job that was not charged, and no retry of one that was.
 */
export function chargeRelease(before: Charged, charging: Charging): Charged {
  const { job, entries, noiseKeyId } = charging;
  const earlier = earlierCharge(before, job.name, noiseKeyId);
  if (isRetry(entries) !== (earlier !== undefined)) {
    throw new EnclaveError('BROKER_HALTED', 'charge');
  }
  const ledgers = applyEntries(before.ledgers, entries);
  const charges =
    earlier === undefined
      ? [...before.charges, chargeOf(charging)]
      : before.charges.map((one) => (one === earlier ? { ...one, retries: one.retries + 1 } : one));
  return { ledgers, charges };
}

/**
 * Ledgers and charges before the release, as far as its own entries say: what an auditor of one job
 * can know. Entries of both kinds follow from no state: the decision run again differs from them.
 */
export function chargedBefore(charging: Charging): Charged {
  const isAgain = charging.entries.every(({ kind }) => kind === 'retry');
  const ledgers = charging.entries.map((entry): readonly [Hash, LedgerTotals] => [
    entry.lineage,
    {
      ...{ entry: entry.previous, seq: entry.seq - 1 },
      ...{ rhoTotal: entry.rhoTotal, deltaTotal: entry.deltaTotal },
      thresholdJobs: entry.thresholdJobs - (isAgain ? 0 : 1),
    },
  ]);
  return { ledgers: new Map(ledgers), charges: isAgain ? [chargeOf(charging)] : [] };
}
