// Steps 7 and 9: the clock, and each input as a table with the rule that is in force for it.

import { inputEntitiesMin, isOnlyPolicy } from '../../protocol/index.ts';
import { withOwner, type Line, type TermInput, type TermLine, type Terms } from '../job-text.ts';
import { isWithdrawn } from '../state.ts';

/** Step 7. Only the host's clock is there yet, and every policy must say that it accepts it. */
export function timeLines({ inputs, job, at }: Terms): readonly TermLine[] {
  const clocks = inputs.flatMap(({ policy, manifest }): readonly TermLine[] => {
    if (policy === undefined) return [];
    const { sources } = policy.value.time;
    const line: Line = {
      ...{ rule: 'clock', code: 'TIME_UNPROVEN', passed: sources.includes('host') },
      ...{ wanted: 'host', allowed: sources.join(', ') },
    };
    return [withOwner(line, manifest)];
  });
  return [...clocks, { rule: 'jobExpiry', code: 'JOB_EXPIRED', passed: at <= job.value.expires }];
}

/** Two registrations of one table are one table: it cannot be its own partner. */
export function sameTableLine({ inputs }: Terms): Line {
  const lineages = inputs.flatMap(({ manifest }) => manifest?.value.lineage ?? []);
  const passed = new Set(lineages).size === lineages.length;
  return { rule: 'sameTable', code: 'MANIFEST_MISMATCH', passed };
}

/** Step 9: the table as its owner describes it. */
export function tableLines(terms: Terms, { input, manifest }: TermInput): readonly Line[] {
  const isNamed =
    manifest?.value.dataset === input.dataset &&
    manifest.value.version === input.version &&
    input.from === undefined;
  const lines: Line[] = [{ rule: 'manifest', code: 'MANIFEST_MISMATCH', passed: isNamed }];
  if (manifest === undefined) return lines;
  const { assurance, entitiesRounded } = manifest.value;
  const ours = terms.broker.assurance;
  return [
    ...lines,
    {
      ...{ rule: 'world', code: 'ASSURANCE_MISMATCH', passed: assurance === ours },
      ...{ wanted: ours, allowed: assurance },
    },
    {
      ...{ rule: 'inputSize', code: 'PARAMS', passed: entitiesRounded >= inputEntitiesMin },
      ...{ wanted: String(entitiesRounded), allowed: String(inputEntitiesMin) },
    },
  ];
}

/** Step 9: the rule in force is the one that the job names, and covers it. */
export function coverageLines(terms: Terms, { input, policy }: TermInput): readonly Line[] {
  const isNamed = policy !== undefined && isOnlyPolicy(input, policy.name);
  const inForce: Line = {
    ...{ rule: 'inForce', code: 'POLICY_STALE', passed: isNamed },
    ...(policy === undefined ? {} : { allowed: String(policy.value.seq) }),
  };
  if (!isNamed) return [inForce];
  const { versions, collaboration, brokers, expires } = policy.value;
  const code = 'POLICY_DENIES';
  return [
    inForce,
    {
      ...{ rule: 'version', code, passed: versions.includes(input.version) },
      ...{ wanted: String(input.version), allowed: versions.join(', ') },
    },
    { rule: 'collaboration', code, passed: collaboration === terms.job.value.collaboration },
    { rule: 'broker', code, passed: brokers.includes(terms.broker.id) },
    { rule: 'expiry', code: 'POLICY_EXPIRED', passed: terms.at <= expires },
  ];
}

export function withdrawnLine(terms: Terms, { input, manifest }: TermInput): Line {
  const { code } = terms.job.value;
  const named = [
    ['dataset', input.dataset],
    ...input.policies.map((policy) => ['policy', policy] as const),
    ['grant', input.manifest],
    ['code', code],
  ] as const;
  const isGone =
    isWithdrawn(terms, 'narrower', 'code', code) ||
    (manifest?.value.owners ?? []).some((owner) =>
      named.some(([kind, name]) => isWithdrawn(terms, owner, kind, name)),
    );
  return { rule: 'withdrawn', code: 'WITHDRAWN', passed: !isGone };
}
