// Steps 15 and 16: the keys are there, and the ledgers have room. Limits are functions of earlier
// job texts and manifests only, never of data (R36).

import {
  retriesMax,
  sorted,
  type Hash,
  type LedgerEntry,
  type RefusalCode,
} from '../../protocol/index.ts';
import type { Case } from '../case.ts';
import { earlierCharge } from '../charge.ts';
import type { TermInput } from '../job-text.ts';
import { emptyLedger, type Charge } from '../state.ts';
import { isHeadKnown, type CountedApprovals } from './approval-steps.ts';

/** Step 15, as far as the viewer can see: the broker opened the grants, an auditor cannot. */
export function grantFaults(c: Case): readonly RefusalCode[] {
  const { grants } = c;
  if (grants === 'not visible') return [];
  return c.inputs.flatMap(({ input, policy }) => {
    const grant = grants.get(input.manifest);
    if (grant === undefined) return ['GRANT_MISSING'] as const;
    if (!grant.ok) return [grant.code];
    const { broker, policySeqMin, headSeen } = grant.value;
    if (broker !== c.state.broker.id) return ['GRANT_INVALID'] as const;
    // R14: the policy in force may not be older than what the owner had signed when granting.
    if ((policy?.value.seq ?? 0) < policySeqMin) return ['POLICY_STALE'] as const;
    return headSeen === undefined || isHeadKnown(c.state, headSeen)
      ? []
      : ['HEAD_UNKNOWN' as const];
  });
}

/** The charge of this very job, if it ran before. */
function chargedBefore(c: Case): Charge | undefined {
  return earlierCharge(c.state, c.job.name, c.state.broker.genesis.noiseKeyId);
}

function lineageOf({ manifest, input }: TermInput): Hash {
  return manifest?.value.lineage ?? input.dataset;
}

/** A partner's table in this job that is not the one of an earlier job. */
function hasMoved(c: Case, one: TermInput, other: TermInput, earlier: readonly Hash[]): boolean {
  const owners = other.manifest?.value.owners ?? [];
  const isPartner = !owners.some((owner) => one.manifest?.value.owners.includes(owner) === true);
  const before = earlier.flatMap((manifest) => c.state.manifests.get(manifest)?.value.owners ?? []);
  const tookPart = before.some((owner) => owners.includes(owner));
  return isPartner && tookPart && !earlier.includes(other.input.manifest);
}

/**
 * R36: on one grid, the partners' tables may not have moved since an earlier charged job: neither
 * another version nor the same rows under another registration. The difference of two answers would
 * be about the rows that changed.
 */
function partnerMoved(c: Case, one: TermInput): boolean {
  const { release } = c.job.value;
  if (release.mode !== 'threshold') return false;
  return c.state.charges.some(({ job, lineages }) => {
    const sameGrid = job.release.mode === 'threshold' && job.release.grid === release.grid;
    if (!sameGrid || ![...lineages.values()].includes(lineageOf(one))) return false;
    const earlier = job.inputs.map((input) => input.manifest);
    return c.inputs.some((other) => other !== one && hasMoved(c, one, other, earlier));
  });
}

function limitReached(c: Case, one: TermInput): boolean {
  const lineage = lineageOf(one);
  const limits = one.policy?.value.threshold;
  const totals = c.state.ledgers.get(lineage) ?? emptyLedger;
  const byAnalyst = c.state.charges.filter(
    (charge) =>
      charge.job.analyst === c.job.value.analyst && [...charge.lineages.values()].includes(lineage),
  ).length;
  return (
    limits === undefined ||
    totals.thresholdJobs + 1 > limits.jobsMax ||
    byAnalyst + 1 > limits.jobsPerAnalyst ||
    partnerMoved(c, one)
  );
}

/** Step 16. */
export function ledgerFaults(c: Case): readonly RefusalCode[] {
  const earlier = chargedBefore(c);
  if (earlier !== undefined) return earlier.retries >= retriesMax ? ['RETRY_LIMIT'] : [];
  return c.inputs.some((one) => limitReached(c, one)) ? ['THRESHOLD_LIMIT'] : [];
}

/** One entry per lineage: a charge, or a retry that costs nothing (R35). */
export function ledgerEntries(c: Case, counted: CountedApprovals): readonly LedgerEntry[] {
  const retry = chargedBefore(c) !== undefined;
  const entries = c.inputs.flatMap((one) => {
    const owner = one.manifest?.value.owners[0];
    const licence = owner === undefined ? undefined : counted.get(owner)?.[0]?.name;
    if (one.manifest === undefined || licence === undefined) return [];
    const totals = c.state.ledgers.get(lineageOf(one)) ?? emptyLedger;
    return [
      {
        lineage: lineageOf(one),
        entityDomain: one.manifest.value.entityKey.domain,
        seq: totals.seq + 1,
        previous: totals.entry,
        jobHash: c.job.name,
        manifest: one.manifest.name,
        kind: retry ? ('retry' as const) : ('threshold' as const),
        rho: '0/1',
        delta: '0/1',
        rhoTotal: totals.rhoTotal,
        deltaTotal: totals.deltaTotal,
        thresholdJobs: totals.thresholdJobs + (retry ? 0 : 1),
        noiseKeyId: c.state.broker.genesis.noiseKeyId,
        charge: { licence },
      },
    ];
  });
  return sorted(entries, (entry) => entry.lineage);
}
