// A rule as people decide it: who, which questions, how small a group may show, how often, until when. The
// policy that is signed is made from these choices and nothing else.

import * as z from 'zod';
import {
  simulatedWorker,
  takeUp,
  thresholdPolicy,
  type PolicyTerms,
  type ReferenceProposal,
} from '../../enclave-jobs/participant/index.ts';
import {
  canonicalBytes,
  hashOf,
  hashSchema,
  namesMax,
  partiesMax,
  sorted,
  workerRequirementsSchema,
  type Column,
  type DatasetManifest,
  type Doc,
  type Hash,
  type ParamValue,
  type TemplateRef,
  type UsagePolicy,
  type WorkerRequirements,
} from '../../enclave-jobs/protocol/index.ts';
import { gridName, type TemplateRegistry } from '../../enclave-jobs/templates/index.ts';
import { aliasOf, type CollaborationTable } from '../_participant/table-of.ts';

const partyList = z.array(hashSchema).max(partiesMax).readonly();
const daysMax = 3650;

/** The form of the page as JSON: nothing may be left out, nothing else may stand there (R16). */
export const ruleChoicesSchema = z.strictObject({
  analysts: partyList,
  receivers: partyList,
  partners: partyList,
  /** Template ids. */
  questions: z.array(z.string().min(1).max(64)).readonly(),
  entitiesMin: z.int().min(1),
  jobsMax: z.int().min(1),
  /** From today. */
  days: z.int().min(1).max(daysMax),
  /** On which machines; a simulated one is always the worker of this build. */
  enclaves: z.array(workerRequirementsSchema).max(namesMax).readonly(),
});
export type RuleChoices = Readonly<z.infer<typeof ruleChoicesSchema>>;

/** Where a form begins: on this build's worker, for nobody. */
export function emptyRule(worker: Hash): RuleChoices {
  return {
    ...{ analysts: [], receivers: [], partners: [], questions: [] },
    ...presets.standard,
    enclaves: [simulatedWorker(worker)],
  };
}

/** Nobody could ask anything, nobody could read the answer, or nothing could compute it. */
export function isEmptyRule(rule: RuleChoices): boolean {
  return [rule.analysts, rule.receivers, rule.questions, rule.enclaves].some(
    (list) => list.length === 0,
  );
}

/** A simulated entry stands for this build's worker: the code of another build has no form here. */
export function enclavesOf(
  enclaves: readonly WorkerRequirements[],
  worker: Hash,
): readonly WorkerRequirements[] {
  const ofThisBuild = enclaves.map((entry) =>
    entry.format === 'simulated' ? simulatedWorker(worker) : entry,
  );
  const byName = new Map(ofThisBuild.map((entry) => [hashOf(canonicalBytes(entry)), entry]));
  return sorted([...byName.values()]);
}

/** The same rule, on the machines that stand in it once the proposal is taken up. */
export function takingUp(
  choices: RuleChoices,
  proposal: ReferenceProposal,
  worker: Hash,
): RuleChoices {
  return { ...choices, enclaves: takeUp(enclavesOf(choices.enclaves, worker), proposal) };
}

export const presets = {
  strict: { entitiesMin: 50, jobsMax: 5, days: 30 },
  standard: { entitiesMin: 20, jobsMax: 20, days: 90 },
} as const;
export type Preset = keyof typeof presets;

const secondsPerDay = 86_400;
const classMin = 10;
/** The question needs three lenders at least. */
const lendersMin = 3;
const topCodes = [2, 3, 4, 5, 6, 7, 8];

export interface RuleContext {
  readonly registry: TemplateRegistry;
  readonly collaboration: Hash;
  readonly broker: Hash;
  readonly worker: Hash;
  readonly table: CollaborationTable;
  /** Seconds since 1970. */
  readonly now: number;
}

interface Dimension {
  readonly name: string;
  readonly values: readonly string[];
}

function dimensionsOf(columns: readonly Column[]): readonly Dimension[] {
  return columns.flatMap(({ name, role, domain }) =>
    role === 'dimension' && domain.kind === 'enum' ? [{ name, values: domain.values }] : [],
  );
}

/** Groupings that anybody's data on the table declares: the grids that an overlap may ask for. */
function gridsOf(ref: TemplateRef, dimensions: readonly Dimension[]): readonly Hash[] {
  const grids = dimensions.map(({ name, values }) =>
    gridName(ref, [{ role: 'dimension', column: name, values }]),
  );
  return [gridName(ref, []), ...grids];
}

function unique<T extends string | number>(values: readonly T[]): readonly T[] {
  return sorted([...new Set(values)]);
}

interface Allowed {
  readonly params: Readonly<Record<string, readonly ParamValue[]>>;
  readonly grids: readonly Hash[];
}

/** What a question may be asked about: every dataset on the table by its fixed alias, declared groupings. */
function allowedFor(
  ref: TemplateRef,
  manifest: Doc<DatasetManifest>,
  { table, registry }: RuleContext,
): Allowed {
  const manifests = [manifest, ...table.datasets.map((one) => one.manifest)];
  const aliases = unique(manifests.map((one) => aliasOf(one.value.dataset)));
  const dimensions = manifests.flatMap((one) => dimensionsOf(one.value.columns));
  if (ref.id === 'overlap') {
    const segment = unique(['none', ...dimensions.map((one) => one.name)]);
    return {
      params: { left: aliases, right: aliases, segment },
      grids: gridsOf(ref, dimensions),
    };
  }
  return {
    params: { topCode: topCodes, label: unique(['none', ...aliases]) },
    grids: multiLendingGrids(ref, manifests, registry),
  };
}

/** One input per lender, made up from a real description: a grid follows from columns and counts only. */
function lenders(count: number, manifest: DatasetManifest) {
  const madeUp = (i: number) => hashSchema.parse(String(i).padStart(64, '0'));
  return Array.from({ length: count }, (_, i) => ({
    ...manifest,
    alias: `d${i}`,
    owners: [madeUp(i)],
  }));
}

/** Every table of lenders × good and bad that the question can be asked for with these datasets. */
function multiLendingGrids(
  ref: TemplateRef,
  manifests: readonly Doc<DatasetManifest>[],
  registry: TemplateRegistry,
): readonly Hash[] {
  const template = registry.get(ref);
  const gridOf = (topCode: number, count: number, manifest: DatasetManifest, label: string) => {
    const job = { inputs: lenders(count, manifest), recipients: [], entitiesMin: 0 };
    return gridName(ref, template.prepare({ topCode, label }, job).gridColumns);
  };
  return manifests.flatMap(({ value }) => {
    const labels = value.columns.some(({ role }) => role === 'label') ? ['none', 'd0'] : ['none'];
    return topCodes.flatMap((topCode) =>
      labels.flatMap((label) => [
        ...(topCode < lendersMin ? [] : [gridOf(topCode, topCode, value, label)]),
        gridOf(topCode, Math.max(topCode + 1, lendersMin), value, label),
      ]),
    );
  });
}

/** The policy document of these choices; the next in the chain if there is one before. */
export function policyOf(
  choices: RuleChoices,
  manifest: Doc<DatasetManifest>,
  context: RuleContext,
  previous?: Doc<UsagePolicy>,
): Doc<UsagePolicy> {
  const refs = context.registry.refs.filter((ref) => choices.questions.includes(ref.id));
  const allowed = refs.map((ref) => ({ ref, ...allowedFor(ref, manifest, context) }));
  const terms: PolicyTerms = {
    collaboration: context.collaboration,
    brokers: [context.broker],
    enclaves: enclavesOf(choices.enclaves, context.worker),
    analysts: choices.analysts,
    receivers: choices.receivers,
    partners: choices.partners,
    templates: allowed.map(({ ref, params }) => ({ ref, params })),
    grids: unique(allowed.flatMap((one) => one.grids)),
    entitiesMin: choices.entitiesMin,
    classMin,
    jobsMax: choices.jobsMax,
    releaseTickSeconds: 1,
    expires: context.now + choices.days * secondsPerDay,
  };
  return thresholdPolicy(manifest, terms, previous);
}

/** The choices that a signed rule was made from, to start an edit with. */
export function choicesOf({ value }: Doc<UsagePolicy>, now: number): RuleChoices {
  return {
    analysts: value.analysts,
    receivers: value.receivers,
    partners: value.partners,
    questions: value.templates.map((one) => one.id),
    entitiesMin: value.thresholds.entitiesMin,
    jobsMax: value.threshold.jobsMax,
    days: Math.max(1, Math.round((value.expires - now) / secondsPerDay)),
    enclaves: value.enclaves,
  };
}

/** When the days of a rule begin: now; but days that nobody touched keep the end that was signed. */
export function daysBegin(
  choices: RuleChoices,
  before: Doc<UsagePolicy> | undefined,
  now: number,
): number {
  if (before === undefined || before.value.expires <= now) return now;
  const { days } = choicesOf(before, now);
  return choices.days === days ? before.value.expires - days * secondsPerDay : now;
}

/**
 * Whether this program's form, with the choices that a rule states, makes exactly these bytes: for this
 * dataset, after the rule signed last, for the broker verified here. What no difference shows is not in it then.
 */
export function isMadeFromChoices(
  policy: Doc<UsagePolicy>,
  manifest: Doc<DatasetManifest>,
  context: RuleContext,
  previous?: Doc<UsagePolicy>,
): boolean {
  const choices = choicesOf(policy, context.now);
  const begun = policy.value.expires - choices.days * secondsPerDay;
  return policyOf(choices, manifest, { ...context, now: begun }, previous).name === policy.name;
}
