// From choices to the document that is signed. A rule that follows another starts from that one,
// byte for byte: only what a person changed in the choices changes in the document.

import { thresholdPolicy, type PolicyTerms } from '#enclave/participant/index.ts';
import {
  EnclaveError,
  UsagePolicy,
  checkShape,
  isSameTemplate,
  makeDocument,
  sorted,
  type Constraint,
  type Constraints,
  type DatasetManifest,
  type Doc,
  type Hash,
  type TemplateRef,
} from '#enclave/protocol/index.ts';
import { none, type Parameter, type TemplateRegistry } from '#enclave/templates/index.ts';
import { aliasOf } from '../_client/tables/table-of.ts';
import { classMinOf, ruleChoicesSchema, type RuleChoices } from './rule-choices.ts';
import { scopeOf, type KnownGrids, type QuestionScope, type ScopeContext } from './rule-scope.ts';

const secondsPerDay = 86_400;

export interface RuleContext extends ScopeContext {
  readonly collaboration: Hash;
  readonly broker: Hash;
  /** Seconds since 1970, as is `expires`: the end of the rule that is made. */
  readonly now: number;
  readonly expires: number;
  /** The description that the rule before was signed for, where a new version follows. */
  readonly manifestBefore?: Doc<DatasetManifest> | undefined;
}

/** A template of this build is called by its id, any other also by what it is. */
function questionName(ref: TemplateRef, registry: TemplateRegistry): string {
  const isOurs = registry.refs.some((one) => isSameTemplate(one, ref));
  return isOurs ? ref.id : `${ref.id}@${ref.digest}`;
}

/** Values of the parameters of one kind, over all questions of a rule that this build knows. */
function namedIn(
  { templates }: UsagePolicy,
  registry: TemplateRegistry,
  kind: Parameter['kind'],
): readonly string[] {
  const values = templates.flatMap(({ params, ...ref }) => {
    if (!registry.refs.some((one) => isSameTemplate(one, ref))) return [];
    const named = registry.get(ref).parameters.filter((one) => one.kind === kind);
    return named.flatMap(({ name }) => {
      const allowed = params[name];
      return allowed !== undefined && 'oneOf' in allowed ? allowed.oneOf : [];
    });
  });
  const texts = values.filter((value): value is string => typeof value === 'string');
  return sorted([...new Set(texts.filter((value) => value !== none))]);
}

/** Whole days that a signed rule is still in force, one at least. */
function daysLeft({ value }: Doc<UsagePolicy>, now: number): number {
  return Math.max(1, Math.round((value.expires - now) / secondsPerDay));
}

/** The choices that a signed rule states, to start an edit with. */
export function choicesOf(
  policy: Doc<UsagePolicy>,
  registry: TemplateRegistry,
  now: number,
): RuleChoices {
  const { value } = policy;
  const own = aliasOf(value.dataset);
  return {
    analysts: value.analysts,
    receivers: value.receivers,
    partners: value.partners,
    questions: sorted(value.templates.map((ref) => questionName(ref, registry))),
    datasets: namedIn(value, registry, 'input').filter((alias) => alias !== own),
    groupings: namedIn(value, registry, 'column'),
    catchUp: false,
    entitiesMin: value.thresholds.entitiesMin,
    jobsMax: value.threshold.jobsMax,
    days: daysLeft(policy, now),
    enclaves: value.enclaves,
  };
}

/**
 * When a rule ends: days that were not touched keep the end that was signed, others count from
 * `begins`.
 */
export function expiryOf(
  choices: Pick<RuleChoices, 'days'>,
  before: Doc<UsagePolicy> | undefined,
  now: number,
  begins = now,
): number {
  const isKept =
    before !== undefined && before.value.expires > now && daysLeft(before, now) === choices.days;
  return isKept ? before.value.expires : begins + choices.days * secondsPerDay;
}

/**
 * `had`, with what a change of choices takes away and adds; the very same list where nothing was
 * changed.
 */
function patched<T extends string | number>(
  had: readonly T[],
  before: readonly T[],
  after: readonly T[],
): T[] {
  const gone = before.filter((value) => !after.includes(value));
  const come = after.filter((value) => !before.includes(value));
  return sorted([...new Set([...had.filter((value) => !gone.includes(value)), ...come])]);
}

function patchedParams(
  had: Constraints,
  before: QuestionScope['params'],
  after: QuestionScope['params'],
): Constraints {
  const valuesOf = (rule: Constraint | undefined) =>
    rule !== undefined && 'oneOf' in rule ? rule.oneOf : [];
  return Object.fromEntries(
    Object.entries(had).map(([name, allowed]) => [
      name,
      'oneOf' in allowed
        ? { oneOf: patched(allowed.oneOf, valuesOf(before[name]), valuesOf(after[name])) }
        : allowed,
    ]),
  );
}

type Scopes = ReadonlyMap<string, QuestionScope>;
type AllowedTemplate = UsagePolicy['templates'][number];

/**
 * One chosen question as the next rule allows it. Throws TEMPLATE_UNKNOWN for one that is nowhere.
 */
function nextTemplate(
  question: string,
  had: AllowedTemplate | undefined,
  before: QuestionScope | undefined,
  after: QuestionScope | undefined,
): AllowedTemplate {
  if (had !== undefined) {
    const params = patchedParams(had.params, before?.params ?? {}, after?.params ?? {});
    return { ...had, params };
  }
  if (after === undefined) throw new EnclaveError('TEMPLATE_UNKNOWN', question);
  return { ...after.ref, params: after.params, modes: ['threshold'] };
}

const gridsOf = (scopes: Scopes): KnownGrids =>
  new Map([...scopes.values()].flatMap(({ grids }) => [...grids]));

/**
 * As `patched`. Where only the minima changed, a grid comes in the place of one that was there: a
 * table that could not be asked for is not brought in by larger groups.
 */
function patchedGrids(had: readonly Hash[], before: KnownGrids, after: KnownGrids): Hash[] {
  const shapesOf = (grids: readonly Hash[]) =>
    new Set(grids.flatMap((grid) => before.get(grid)?.shape ?? []));
  const [known, signed] = [shapesOf([...before.keys()]), shapesOf(had)];
  const come = [...after].filter(
    ([name, { shape }]) => before.has(name) || !known.has(shape) || signed.has(shape),
  );
  return patched(
    had,
    [...before.keys()],
    come.map(([name]) => name),
  );
}

/** What the grids of these rules stand for, as far as what they name makes them again. */
export function knownGrids(
  policies: readonly (Doc<UsagePolicy> | undefined)[],
  manifest: Doc<DatasetManifest>,
  context: ScopeContext,
): KnownGrids {
  const known = policies.flatMap((policy) => {
    if (policy === undefined) return [];
    const choices = choicesOf(policy, context.registry, 0);
    const scopes = scopeOf(choices, manifest, { ...context, classMin: classMinOf(policy) });
    return [...gridsOf(scopes)];
  });
  return new Map(known);
}

/** What a rule says of tables and columns: as before, unless it is the first for this version. */
function coverage(value: Pick<UsagePolicy, 'versions' | 'columns'>, manifest: DatasetManifest) {
  if (value.versions.includes(manifest.version)) {
    return { versions: value.versions, columns: value.columns };
  }
  const columns = manifest.columns.map(({ name, role }) => ({ name, roles: [role] }));
  return { versions: [manifest.version], columns };
}

function nextPolicy(
  choices: RuleChoices,
  manifest: Doc<DatasetManifest>,
  context: RuleContext,
  previous: Doc<UsagePolicy>,
): Doc<UsagePolicy> {
  const { v: _v, type: _type, ...value } = previous.value;
  const start = choicesOf(previous, context.registry, context.now);
  const scope = { ...context, classMin: classMinOf(previous) };
  const before: Scopes = choices.catchUp
    ? new Map()
    : scopeOf(start, context.manifestBefore ?? manifest, scope);
  const after = scopeOf(choices, manifest, scope);
  const templates = choices.questions.map((question) => {
    const had = value.templates.find((ref) => questionName(ref, context.registry) === question);
    return nextTemplate(question, had, before.get(question), after.get(question));
  });
  const { jobsMax, jobsPerAnalyst } = value.threshold;
  const perAnalyst =
    choices.jobsMax === jobsMax || jobsPerAnalyst < Math.min(jobsMax, choices.jobsMax)
      ? jobsPerAnalyst
      : choices.jobsMax;
  return makeDocument(UsagePolicy, {
    ...value,
    ...coverage(value, manifest.value),
    seq: value.seq + 1,
    previous: previous.name,
    brokers: value.brokers.includes(context.broker) ? value.brokers : [context.broker],
    templates: sorted(templates),
    analysts: sorted(choices.analysts),
    receivers: sorted(choices.receivers),
    partners: sorted(choices.partners),
    enclaves: sorted(choices.enclaves),
    thresholds: { ...value.thresholds, entitiesMin: choices.entitiesMin },
    threshold: {
      grids: patchedGrids(value.threshold.grids, gridsOf(before), gridsOf(after)),
      jobsMax: choices.jobsMax,
      jobsPerAnalyst: perAnalyst,
    },
    expires: context.expires,
  });
}

function firstPolicy(
  choices: RuleChoices,
  manifest: Doc<DatasetManifest>,
  context: RuleContext,
): Doc<UsagePolicy> {
  const classMin = classMinOf(undefined);
  const scopes = scopeOf(choices, manifest, { ...context, classMin });
  const unknown = choices.questions.find((question) => !scopes.has(question));
  if (unknown !== undefined) throw new EnclaveError('TEMPLATE_UNKNOWN', unknown);
  const terms: PolicyTerms = {
    collaboration: context.collaboration,
    brokers: [context.broker],
    enclaves: choices.enclaves,
    analysts: choices.analysts,
    receivers: choices.receivers,
    partners: choices.partners,
    templates: [...scopes.values()].map(({ ref, params }) => ({ ref, params })),
    grids: sorted([...gridsOf(scopes).keys()]),
    entitiesMin: choices.entitiesMin,
    classMin,
    jobsMax: choices.jobsMax,
    releaseTickSeconds: 1,
    expires: context.expires,
  };
  return thresholdPolicy(manifest, terms);
}

/**
 * The policy document of these choices; the next in the chain if there is one before. Throws
 * MALFORMED for choices out of bounds and TEMPLATE_UNKNOWN for a question that neither this build
 * nor that rule knows.
 */
export function policyOf(
  choices: RuleChoices,
  manifest: Doc<DatasetManifest>,
  context: RuleContext,
  previous?: Doc<UsagePolicy>,
): Doc<UsagePolicy> {
  checkShape(ruleChoicesSchema, choices);
  return previous === undefined
    ? firstPolicy(choices, manifest, context)
    : nextPolicy(choices, manifest, context, previous);
}

/**
 * Whether this program's form, with the choices that a rule states, makes exactly these bytes: for
 * this dataset, after the rule signed last, for the broker verified here. What no difference shows
 * is not in it then.
 */
export function isMadeFromChoices(
  policy: Doc<UsagePolicy>,
  manifest: Doc<DatasetManifest>,
  context: Omit<RuleContext, 'expires'>,
  previous?: Doc<UsagePolicy>,
): boolean {
  const choices = choicesOf(policy, context.registry, context.now);
  const until = { ...context, expires: policy.value.expires };
  try {
    return [false, true].some(
      (catchUp) =>
        policyOf({ ...choices, catchUp }, manifest, until, previous).name === policy.name,
    );
  } catch (error) {
    if (error instanceof EnclaveError) return false;
    throw error;
  }
}
