// The rule of a scenario's dataset: it allows the listed jobs and nothing else.

import { thresholdPolicy, type Party, type SealedDataset } from '#enclave/participant/index.ts';
import {
  EnclaveError,
  sorted,
  type Doc,
  type Hash,
  type PlainParam,
  type TemplateRef,
  type UsagePolicy,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import { prepareJob, type GroupMinima, type TemplateRegistry } from '#enclave/templates/index.ts';
import {
  ScenarioError,
  need,
  type ScenarioJob,
  type ScenarioPolicy,
} from '#server/setup/scenario.ts';

export interface SealedTable {
  /** How jobs call it. */
  readonly alias: string;
  readonly owner: Party;
  readonly sealed: SealedDataset;
  /** As the owner's rule will ask for. */
  readonly thresholds: GroupMinima;
}

/** What is settled before the first registration; tables by their id in the scenario. */
export interface Basics {
  readonly registry: TemplateRegistry;
  /** What the owners' rules ask of a worker. */
  readonly entry: WorkerRequirements;
  readonly parties: ReadonlyMap<string, Party>;
  readonly collaboration: Hash;
  readonly tables: ReadonlyMap<string, SealedTable>;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** A job's template, parameters, inputs and readers, under the aliases that this platform uses. */
export function draftOf<T extends SealedTable>(
  { registry, parties }: Pick<Basics, 'registry' | 'parties'>,
  tables: ReadonlyMap<string, T>,
  job: ScenarioJob,
) {
  const template = registry.refs.find((one) => one.id === job.template);
  if (template === undefined) {
    throw new ScenarioError(`job ${job.id}: there is no template "${job.template}"`);
  }
  const renamed = (value: PlainParam) =>
    typeof value === 'string' ? (tables.get(value)?.alias ?? value) : value;
  const params = Object.entries(job.params).map(([name, value]) => [name, renamed(value)] as const);
  return {
    template,
    params: Object.fromEntries(params),
    inputs: job.inputs.map((id) => {
      const table = need(tables.get(id), `dataset ${id}`);
      const { thresholds, sealed } = table;
      return { policy: { value: { thresholds } }, ...table, manifest: sealed.manifest };
    }),
    recipients: job.recipients.map((id) => need(parties.get(id), `party ${id}`)),
  };
}
type Draft = ReturnType<typeof draftOf>;

/** The grid that a job asks for; none for a job that its template refuses when it is composed. */
function gridOf(registry: TemplateRegistry, draft: Draft): readonly Hash[] {
  try {
    return [prepareJob(registry, draft).grid];
  } catch (error) {
    if (error instanceof EnclaveError && error.code === 'PARAMS') return [];
    throw error;
  }
}

/** Per template the values that the listed jobs use, parameter by parameter. */
function allowedTemplates(drafts: readonly Draft[]) {
  const byId = new Map<string, { ref: TemplateRef; params: Record<string, PlainParam[]> }>();
  for (const { template, params } of drafts) {
    const entry = byId.get(template.id) ?? { ref: template, params: {} };
    for (const [name, value] of Object.entries(params)) {
      const values = (entry.params[name] ??= []);
      if (!values.includes(value)) values.push(value);
    }
    byId.set(template.id, entry);
  }
  return [...byId.values()].map(({ ref, params }) => ({
    ref,
    params: Object.fromEntries(
      Object.entries(params).map(([name, values]) => [name, { oneOf: sorted(values) }]),
    ),
  }));
}

export function ruleOf(
  basics: Basics,
  broker: Hash,
  rule: ScenarioPolicy,
  jobs: readonly ScenarioJob[],
): Doc<UsagePolicy> {
  const { registry, parties, tables, collaboration, entry, expires } = basics;
  const ids = (names: readonly string[]) =>
    names.map((name) => need(parties.get(name), `party ${name}`).party);
  const listed = jobs.filter((job) => rule.jobs.includes(job.id));
  const drafts = listed.map((job) => draftOf(basics, tables, job));
  return thresholdPolicy(need(tables.get(rule.dataset), rule.dataset).sealed.manifest, {
    ...{ collaboration, expires, brokers: [broker], enclaves: [entry] },
    analysts: ids(rule.analysts),
    receivers: ids(rule.receivers),
    partners: ids(rule.partners),
    templates: allowedTemplates(drafts),
    grids: [...new Set(drafts.flatMap((draft) => gridOf(registry, draft)))],
    entitiesMin: rule.entitiesMin,
    classMin: rule.classMin,
    jobsMax: rule.jobsMax,
    releaseTickSeconds: 1,
  });
}
