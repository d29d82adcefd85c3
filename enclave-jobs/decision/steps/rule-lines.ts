// Steps 10 to 12: who may take part, and what one owner's rule says of the job.

import {
  isSameTemplate,
  type Constraints,
  type Hash,
  type Params,
  type ParamValue,
  type RefusalCode,
  type UsagePolicy,
} from '../../protocol/index.ts';
import type { PreparedTemplate } from '../../templates/index.ts';
import { allowsValue, constraintText } from '../constraints.ts';
import type { Held, JobText, Line, Terms } from '../job-text.ts';

/** Step 10, the receivers' half: what the job names must stand in the receiver's card in force. */
export function recipientsLine({ job, cardOf }: Terms): Line {
  const { recipients } = job.value;
  const isGenuine = recipients.every(({ party, id, recipient }) =>
    (cardOf(party)?.recipients ?? []).some((one) => one.id === id && one.recipient === recipient),
  );
  // R5: one result file has stanzas of one kind.
  const kinds = new Set(recipients.map(({ recipient }) => recipient.startsWith('age1pq1')));
  const passed = isGenuine && kinds.size === 1;
  return { rule: 'recipients', code: 'RECEIVER_NOT_ALLOWED', passed };
}

function partyLine(
  rule: 'analyst' | 'receivers' | 'partners',
  code: RefusalCode,
  wanted: readonly Hash[],
  allowed: readonly Hash[],
): Line {
  const refused = wanted.filter((party) => !allowed.includes(party));
  const passed = refused.length === 0;
  return { rule, code, passed, wanted: refused.join(' '), allowed: allowed.join(' ') };
}

/** Step 10. */
export function partyLines({ job, inputs }: Terms, { manifest, policy }: Held): readonly Line[] {
  const { analyst, recipients } = job.value;
  const { owners } = manifest.value;
  const rule = policy.value;
  const receivers = recipients.map(({ party }) => party);
  const partners = inputs.flatMap((other) =>
    (other.manifest?.value.owners ?? []).filter((owner) => !owners.includes(owner)),
  );
  return [
    partyLine('analyst', 'ANALYST_NOT_ALLOWED', [analyst], rule.analysts),
    partyLine('receivers', 'RECEIVER_NOT_ALLOWED', receivers, rule.receivers),
    partyLine('partners', 'PARTNER_NOT_ALLOWED', partners, rule.partners),
  ];
}

/** Step 11 without a worker: the code may run at all. On which machines, only evidence can show. */
export function codeLine({ job }: Terms, { policy }: Held): Line {
  const passed = policy.value.enclaves.some((entry) => entry.code === job.value.code);
  return { rule: 'code', code: 'CODE_NOT_ACCEPTED', passed };
}

function listed({ template }: JobText, { templates }: UsagePolicy) {
  return templates.find((one) => isSameTemplate(one, template));
}

function paramsLine(params: Params, constraints: Constraints): Line {
  const refused = Object.entries(params).filter(
    ([name, value]) => !allowsValue(constraints, name, value),
  );
  const told = ([name, value]: readonly [string, ParamValue]) => `${name}: ${String(value)}`;
  return {
    ...{ rule: 'params', code: 'POLICY_DENIES', passed: refused.length === 0 },
    wanted: refused.map(told).join('; '),
    allowed: refused.map(([name]) => constraintText(constraints[name])).join('; '),
  };
}

/** Step 12: question and parameters. */
export function questionAllowed({ job }: Terms, { policy }: Held): readonly Line[] {
  const found = listed(job.value, policy.value);
  const code = 'POLICY_DENIES';
  const { mode } = job.value.release;
  const { id } = job.value.template;
  const isAllowedForLife = mode === 'dp' || !policy.value.dpOnlyForLife;
  const template: Line = { rule: 'template', code, passed: found !== undefined, wanted: id };
  // Of a question that the rule does not name, nothing else can be said.
  if (found === undefined) return [template];
  return [
    template,
    {
      ...{ rule: 'mode', code, passed: found.modes.includes(mode) && isAllowedForLife },
      ...{ wanted: mode, allowed: found.modes.join(', ') },
    },
    paramsLine(job.value.params, found.params),
  ];
}

/** Step 12: columns in the role that the table declares and the rule allows. */
export function columnsLine(
  { prepared }: { readonly prepared: PreparedTemplate },
  one: Held,
): Line {
  const { input, manifest, policy } = one;
  const refused = prepared.columns.filter(({ alias, column, role }) => {
    if (alias !== input.alias) return false;
    const declared = manifest.value.columns.find(({ name }) => name === column);
    const allowed = policy.value.columns.find(({ name }) => name === column);
    return declared?.role !== role || allowed?.roles.includes(role) !== true;
  });
  return {
    ...{ rule: 'columns', code: 'POLICY_DENIES', passed: refused.length === 0 },
    wanted: refused.map(({ column, role }) => `${column} (${role})`).join(', '),
    allowed: policy.value.columns.map(({ name }) => name).join(', '),
  };
}

/** Step 12: by which grid, hence how small and how rounded, and with how large partners. */
export function releaseLines({ job, inputs }: Terms, { manifest, policy }: Held): readonly Line[] {
  const { release } = job.value;
  const { thresholds, threshold } = policy.value;
  const code = 'POLICY_DENIES';
  const others = inputs.filter((other) => other.manifest?.name !== manifest.name);
  const smallest = Math.min(...others.map((one) => one.manifest?.value.entitiesRounded ?? 0));
  const { partnerEntitiesMin } = thresholds;
  return [
    {
      ...{ rule: 'grid', code },
      passed: release.grid !== undefined && threshold.grids.includes(release.grid),
    },
    {
      ...{ rule: 'partnerSize', code, passed: smallest >= partnerEntitiesMin },
      ...{ wanted: String(smallest), allowed: String(partnerEntitiesMin) },
    },
  ];
}
