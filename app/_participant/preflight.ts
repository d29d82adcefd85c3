// Which rule of which owner bites, before anybody signs: the same terms that every key broker checks (steps
// 8 to 12), told line by line, with what would be allowed instead.

import { satisfiesConstraints } from '../../enclave-jobs/decision/index.ts';
import { prepareDraft, type JobDraft } from '../../enclave-jobs/participant/index.ts';
import {
  EnclaveError,
  type Hash,
  type ParamValue,
  type UsagePolicy,
} from '../../enclave-jobs/protocol/index.ts';
import {
  gridName,
  type PreparedTemplate,
  type TemplateRegistry,
} from '../../enclave-jobs/templates/index.ts';

export type PreflightRule =
  | 'template'
  | 'params'
  | 'columns'
  | 'analyst'
  | 'receivers'
  | 'partners'
  | 'smallest'
  | 'grid'
  | 'code'
  | 'broker'
  | 'version'
  | 'expiry'
  | 'prepare';

export interface PreflightLine {
  readonly rule: PreflightRule;
  readonly passed: boolean;
  /** The party whose rule it is; absent for the question itself. */
  readonly owner?: Hash;
  /** What the job asks for that is not allowed. */
  readonly wanted?: string;
  /** What the rule allows instead. */
  readonly allowed?: string;
}

export interface Preflight {
  readonly lines: readonly PreflightLine[];
  readonly passed: boolean;
  readonly prepared?: PreparedTemplate;
}

export interface PreflightContext {
  readonly registry: TemplateRegistry;
  readonly broker: Hash;
  readonly analyst: Hash;
  /** Seconds since 1970. */
  readonly at: number;
}

interface Judged {
  readonly draft: JobDraft;
  readonly prepared: PreparedTemplate;
  readonly context: PreflightContext;
}

type Input = JobDraft['inputs'][number];

function listedTemplate({ draft: { template } }: Judged, rule: UsagePolicy) {
  return rule.templates.find(
    (one) =>
      one.id === template.id && one.version === template.version && one.digest === template.digest,
  );
}

function paramsLine(judged: Judged, rule: UsagePolicy): Omit<PreflightLine, 'owner'> {
  const listed = listedTemplate(judged, rule);
  const refused = Object.entries(judged.draft.params).filter(
    ([name, value]) =>
      listed === undefined || !satisfiesConstraints({ [name]: value }, listed.params),
  );
  const allows = (name: string): string => {
    const constraint = listed?.params[name];
    if (constraint === undefined) return '';
    if ('oneOf' in constraint) return constraint.oneOf.map(String).join(', ');
    return `${constraint.min} – ${constraint.max}`;
  };
  const told = (entry: readonly [string, ParamValue]) => `${entry[0]}: ${String(entry[1])}`;
  return {
    rule: 'params',
    passed: refused.length === 0,
    wanted: refused.map(told).join('; '),
    allowed: refused.map(([name]) => allows(name)).join('; '),
  };
}

function columnsLine({ prepared }: Judged, { alias }: Input, rule: UsagePolicy) {
  const refused = prepared.columns.filter(
    (use) =>
      use.alias === alias &&
      !rule.columns.some((one) => one.name === use.column && one.roles.includes(use.role)),
  );
  return {
    rule: 'columns' as const,
    passed: refused.length === 0,
    wanted: refused.map((use) => `${use.column} (${use.role})`).join(', '),
    allowed: rule.columns.map((one) => one.name).join(', '),
  };
}

function partiesLine(
  rule: 'analyst' | 'receivers' | 'partners',
  wanted: readonly Hash[],
  allowed: readonly Hash[],
) {
  const refused = wanted.filter((party) => !allowed.includes(party));
  return {
    rule,
    passed: refused.length === 0,
    wanted: refused.join(' '),
    allowed: allowed.join(' '),
  };
}

/** One owner's rule against the draft; the order is the order of the lines on the page. */
function judgeInput(judged: Judged, input: Input): readonly PreflightLine[] {
  const { draft, prepared, context } = judged;
  const rule = input.policy.value;
  const { owners } = input.manifest.value;
  const others = draft.inputs.flatMap(({ manifest }) =>
    manifest.value.owners.filter((owner) => !owners.includes(owner)),
  );
  const grid = gridName(draft.template, prepared.gridColumns);
  const min = rule.thresholds.entitiesMin;
  const lines: Omit<PreflightLine, 'owner'>[] = [
    {
      rule: 'template',
      passed: listedTemplate(judged, rule) !== undefined,
      wanted: draft.template.id,
    },
    paramsLine(judged, rule),
    columnsLine(judged, input, rule),
    partiesLine('analyst', [context.analyst], rule.analysts),
    partiesLine(
      'receivers',
      draft.recipients.map((one) => one.party),
      rule.receivers,
    ),
    partiesLine('partners', others, rule.partners),
    {
      rule: 'smallest',
      passed: draft.entitiesMin >= min,
      wanted: String(draft.entitiesMin),
      allowed: String(min),
    },
    { rule: 'grid', passed: rule.threshold.grids.includes(grid) },
    { rule: 'code', passed: rule.enclaves.some((one) => one.code === draft.code) },
    { rule: 'broker', passed: rule.brokers.includes(context.broker) },
    { rule: 'version', passed: rule.versions.includes(input.manifest.value.version) },
    { rule: 'expiry', passed: context.at <= rule.expires },
  ];
  return lines.map((line) => ({
    ...line,
    ...(owners[0] === undefined ? {} : { owner: owners[0] }),
  }));
}

/** Everybody whom a job concerns: owners of its inputs, and who will read the answer. */
export function partiesOf({ inputs, recipients }: JobDraft): readonly Hash[] {
  return [
    ...inputs.flatMap(({ manifest }) => manifest.value.owners),
    ...recipients.map(({ party }) => party),
  ];
}

/** Never throws for a draft that the question itself refuses: that is a line too. */
export function preflight(draft: JobDraft, context: PreflightContext): Preflight {
  try {
    const prepared = prepareDraft(context.registry, draft);
    const lines = draft.inputs.flatMap((input) => judgeInput({ draft, prepared, context }, input));
    const passed = lines.length > 0 && lines.every((line) => line.passed);
    return { lines, passed, prepared };
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    const line = { rule: 'prepare' as const, passed: false, wanted: error.place };
    return { lines: [line], passed: false };
  }
}
