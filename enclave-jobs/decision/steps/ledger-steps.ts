// Steps 15 and 16: the keys are there, and the ledgers have room. Limits are functions of earlier job
// texts and manifests only, never of data (R36).

import {
  retriesMax,
  sorted,
  type Hash,
  type JobSpec,
  type LedgerEntry,
  type RefusalCode,
} from '../../protocol/index.ts';
import type { Case, CaseInput } from '../case.ts';
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

export function earlierCharge(c: Case): Charge | undefined {
  const { noiseKeyId } = c.state.broker.genesis;
  return c.state.charges.find(
    (charge) => charge.jobHash === c.job.name && charge.noiseKeyId === noiseKeyId,
  );
}

function lineageOf({ manifest, input }: CaseInput): Hash {
  return manifest?.value.lineage ?? input.dataset;
}

/** The versions an earlier job used, by lineage. */
function versionsByLineage(charge: Charge): ReadonlyMap<Hash, number> {
  return new Map(
    charge.job.inputs.map((input) => [
      charge.lineages.get(input.manifest) ?? input.dataset,
      input.version,
    ]),
  );
}

/** R36: on one grid, the partners' tables may not have moved since an earlier charged job. */
function partnerMoved(c: Case, lineage: Hash, job: JobSpec): boolean {
  if (job.release.mode !== 'threshold') return false;
  const { grid } = job.release;
  return c.state.charges.some((charge) => {
    if (charge.job.release.mode !== 'threshold' || charge.job.release.grid !== grid) return false;
    const before = versionsByLineage(charge);
    if (!before.has(lineage)) return false;
    return c.inputs.some((one) => {
      const other = lineageOf(one);
      const version = before.get(other);
      return other !== lineage && version !== undefined && version !== one.input.version;
    });
  });
}

function limitReached(c: Case, one: CaseInput): boolean {
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
    partnerMoved(c, lineage, c.job.value)
  );
}

/** Step 16. */
export function ledgerFaults(c: Case): readonly RefusalCode[] {
  const earlier = earlierCharge(c);
  if (earlier !== undefined) return earlier.retries >= retriesMax ? ['RETRY_LIMIT'] : [];
  return c.inputs.some((one) => limitReached(c, one)) ? ['THRESHOLD_LIMIT'] : [];
}

/** One entry per lineage: a charge, or a retry that costs nothing (R35). */
export function ledgerEntries(c: Case, counted: CountedApprovals): readonly LedgerEntry[] {
  const retry = earlierCharge(c) !== undefined;
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
