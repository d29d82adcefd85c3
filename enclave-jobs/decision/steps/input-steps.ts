// Steps 9 to 12: the inputs, who may take part, the worker, and the intersection of all policies (R15):
// each policy judges alone, and all must agree.

import type { Hash, Params, RefusalCode, UsagePolicy } from '../../protocol/index.ts';
import { appraise } from '../../attestation/index.ts';
import { preparedTemplate, type Case, type CaseInput, type JobTerms } from '../case.ts';
import { satisfiesConstraints } from '../constraints.ts';
import { currentCard, isWithdrawn } from '../state.ts';

type HeldInput = CaseInput & Required<{ [K in 'manifest' | 'policy']: NonNullable<CaseInput[K]> }>;

/** Inputs that step 9 found whole; the others have their code already. */
function held(c: JobTerms): readonly HeldInput[] {
  return c.inputs.filter(
    (one): one is HeldInput => one.manifest !== undefined && one.policy !== undefined,
  );
}

function manifestFaults(c: JobTerms, { input, manifest }: CaseInput): RefusalCode[] {
  if (
    manifest?.value.dataset !== input.dataset ||
    manifest.value.version !== input.version ||
    input.from !== undefined
  ) {
    return ['MANIFEST_MISMATCH'];
  }
  const ours = c.state.broker.genesis.assurance;
  return manifest.value.assurance === ours ? [] : ['ASSURANCE_MISMATCH'];
}

function policyFaults(c: JobTerms, { input, policy }: CaseInput): RefusalCode[] {
  if (policy?.name !== input.policy) return ['POLICY_STALE'];
  const { value } = policy;
  const covers =
    value.versions.includes(input.version) &&
    value.collaboration === c.job.value.collaboration &&
    value.brokers.includes(c.state.broker.id);
  if (!covers) return ['POLICY_DENIES'];
  return c.at > value.expires ? ['POLICY_EXPIRED'] : [];
}

function isInputWithdrawn(c: JobTerms, { input, manifest }: CaseInput): boolean {
  const code = c.job.value.code;
  if (isWithdrawn(c.state, 'narrower', 'code', code)) return true;
  return (manifest?.value.owners ?? []).some((owner) =>
    [
      ['dataset', input.dataset],
      ['policy', input.policy],
      ['grant', input.manifest],
      ['code', code],
    ].some(([kind = '', name = '']) => isWithdrawn(c.state, owner, kind, name)),
  );
}

/** Two registrations of one table are one table: it cannot be its own partner. */
function repeatsLineage(c: JobTerms): boolean {
  const lineages = c.inputs.flatMap(({ manifest }) => manifest?.value.lineage ?? []);
  return new Set(lineages).size !== lineages.length;
}

/** Step 9. */
export function inputFaults(c: JobTerms): readonly RefusalCode[] {
  if (repeatsLineage(c)) return ['MANIFEST_MISMATCH'];
  return c.inputs.flatMap((one) => [
    ...manifestFaults(c, one),
    ...policyFaults(c, one),
    ...(isInputWithdrawn(c, one) ? (['WITHDRAWN'] as const) : []),
  ]);
}

/** Step 10, the receivers' half: what the job names must stand in the receiver's card in force. */
function recipientFaults(c: JobTerms): RefusalCode[] {
  const genuine = c.job.value.recipients.every(({ party, id, recipient }) => {
    const card = currentCard(c.state, party)?.value;
    return card?.recipients.some((r) => r.id === id && r.recipient === recipient) === true;
  });
  const kinds = new Set(c.job.value.recipients.map((r) => r.recipient.startsWith('age1pq1')));
  // R5: one result file has stanzas of one kind.
  return genuine && kinds.size === 1 ? [] : ['RECEIVER_NOT_ALLOWED'];
}

/** Step 10. */
export function partyFaults(c: JobTerms): readonly RefusalCode[] {
  const { analyst, recipients } = c.job.value;
  const codes = recipientFaults(c);
  for (const { manifest, policy } of held(c)) {
    const rule: UsagePolicy = policy.value;
    const partners = c.inputs.flatMap((other) =>
      (other.manifest?.value.owners ?? []).filter(
        (owner) => !manifest.value.owners.includes(owner),
      ),
    );
    const allows = (list: readonly Hash[], parties: readonly Hash[]) =>
      parties.every((party) => list.includes(party));
    if (!allows(rule.analysts, [analyst])) codes.push('ANALYST_NOT_ALLOWED');
    if (
      !allows(
        rule.receivers,
        recipients.map((r) => r.party),
      )
    )
      codes.push('RECEIVER_NOT_ALLOWED');
    if (!allows(rule.partners, partners)) codes.push('PARTNER_NOT_ALLOWED');
  }
  return codes;
}

/** Step 11: one entry of every policy must accept this machine for this code. */
export function appraisalFaults(c: Case): readonly RefusalCode[] {
  return held(c).flatMap(({ policy }) => {
    const entries = policy.value.enclaves.filter((entry) => entry.code === c.job.value.code);
    const appraisals = entries.map((entry) => appraise(c.evidence, entry));
    if (appraisals.some((appraisal) => appraisal.accepted)) return [];
    const [first] = appraisals;
    const failed = first?.lines.find(({ answer }) => answer === 'fail');
    return [failed?.code ?? 'CODE_NOT_ACCEPTED'];
  });
}

function allowsTemplate(rule: UsagePolicy, c: JobTerms): boolean {
  const { template, release } = c.job.value;
  const params: Params = c.job.value.params;
  return rule.templates.some(
    (allowed) =>
      allowed.id === template.id &&
      allowed.version === template.version &&
      allowed.digest === template.digest &&
      allowed.modes.includes(release.mode) &&
      satisfiesConstraints(params, allowed.params),
  );
}

function allowsColumns(c: JobTerms, { input, manifest, policy }: HeldInput): boolean {
  const uses = preparedTemplate(c).columns.filter((use) => use.alias === input.alias);
  return uses.every(({ column, role }) => {
    const declared = manifest.value.columns.find((one) => one.name === column);
    const allowed = policy.value.columns.find((one) => one.name === column);
    return declared?.role === role && allowed?.roles.includes(role) === true;
  });
}

function allowsRelease(c: JobTerms, { manifest, policy }: HeldInput): boolean {
  const { release } = c.job.value;
  const { thresholds, threshold } = policy.value;
  const partnersLarge = c.inputs.every(
    (other) =>
      other.manifest === manifest ||
      (other.manifest?.value.entitiesRounded ?? 0) >= thresholds.partnerEntitiesMin,
  );
  return (
    release.mode === 'threshold' &&
    release.entitiesMin >= thresholds.entitiesMin &&
    threshold.grids.includes(release.grid) &&
    partnersLarge
  );
}

/** Step 12. Columns are judged only where step 8 could prepare the template. */
export function policyDenials(c: JobTerms, templateIsSound: boolean): readonly RefusalCode[] {
  const denied = held(c).some(
    (one) =>
      !allowsTemplate(one.policy.value, c) ||
      !allowsRelease(c, one) ||
      (templateIsSound && !allowsColumns(c, one)),
  );
  return denied ? ['POLICY_DENIES'] : [];
}
