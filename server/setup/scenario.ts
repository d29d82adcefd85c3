// A laboratory scenario: who, which files, which rules, which questions, who says yes. One file,
// strict.

import * as z from 'zod';
import {
  classMinFloor,
  columnRoles,
  columnTypes,
  domainSchema,
  entitiesMinDefault,
  entitiesMinFloor,
  knownReducers,
  normaliserWords,
  parsePlainJson,
} from '#enclave/protocol/index.ts';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}$/)
  .describe('lower-case letters, digits and _, starting with a letter');

const party = z.strictObject({
  id,
  name: z.string().min(1).max(100).describe('label that people read'),
  holders: z.int().min(1).max(9).default(1).describe('approver keys, one per person'),
  quorum: z.int().min(1).max(9).default(1).describe('how many of them must sign; more than half'),
});

const column = z.strictObject({
  role: z.enum(columnRoles).optional().describe('default: proposed from the values'),
  type: z.enum(columnTypes).optional().describe('default: found from the values'),
  domain: domainSchema.optional().describe('declared values; default: proposed from the values'),
  rows: z
    .enum(knownReducers)
    .optional()
    .describe('what counts where several rows of a person differ; needed only if they do'),
  bad: z
    .array(z.string())
    .optional()
    .describe('of a label that is written in words: the values that mean bad; others mean good'),
});

const dataset = z.strictObject({
  id: id.describe('also the alias by which jobs name it'),
  owner: id,
  file: z.string().min(1).describe('CSV file, relative to the scenario'),
  columns: z.record(z.string(), column).describe('columns to seal; every other one is dropped'),
  entityDomain: z.string().min(1).describe('what the entity key names, for example national-id'),
  normaliser: z.enum(normaliserWords).default('exact'),
});

const policy = z.strictObject({
  dataset: id,
  jobs: z.array(id).describe('jobs whose template, parameters and grid are allowed; no other is'),
  analysts: z.array(id),
  receivers: z.array(id),
  partners: z.array(id).describe('owners of other inputs'),
  entitiesMin: z.int().min(entitiesMinFloor).default(entitiesMinDefault),
  classMin: z.int().min(classMinFloor).default(classMinFloor),
  jobsMax: z.int().min(0).default(50),
});

const decision = z
  .enum(['approve', 'deny', 'withdraw', 'silent'])
  .describe('withdraw: approve, then withdraw the approval; silent: no answer');

const job = z.strictObject({
  id,
  template: z.string().min(1),
  analyst: id,
  inputs: z.array(id).min(1),
  params: z.record(z.string(), z.union([z.string(), z.int()])),
  recipients: z.array(id).min(1),
  decisions: z.record(id, decision).describe('by owner; an owner who is not listed stays silent'),
  expect: z
    .string()
    .default('verified')
    .describe('verified, failed, or the refusal code that this job must end with'),
});

export const scenarioSchema = z
  .strictObject({
    $schema: z.string().optional(),
    collaboration: z.string().min(1).max(100),
    parties: z.array(party).min(1),
    datasets: z.array(dataset).min(1),
    policies: z.array(policy),
    jobs: z.array(job).min(1),
  })
  .superRefine((scenario, ctx) => {
    for (const fault of unknownNames(scenario)) ctx.addIssue({ code: 'custom', message: fault });
  });
export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioDataset = Scenario['datasets'][number];
export type ScenarioJob = Scenario['jobs'][number];
export type ScenarioPolicy = Scenario['policies'][number];

interface Named {
  readonly parties: readonly { readonly id: string }[];
  readonly datasets: readonly { readonly id: string; readonly owner: string }[];
  readonly jobs: readonly {
    readonly id: string;
    readonly analyst: string;
    readonly inputs: readonly string[];
    readonly recipients: readonly string[];
    readonly decisions: Readonly<Record<string, unknown>>;
  }[];
  readonly policies: readonly {
    readonly dataset: string;
    readonly jobs: readonly string[];
    readonly analysts: readonly string[];
    readonly receivers: readonly string[];
    readonly partners: readonly string[];
  }[];
}

/** Every id that is used must be declared, and declared once. */
function unknownNames({ parties, datasets, jobs, policies }: Named): readonly string[] {
  const faults: string[] = [];
  const ids = (list: readonly { readonly id: string }[], what: string) => {
    const found = new Set(list.map((one) => one.id));
    if (found.size !== list.length) faults.push(`two ${what} have the same id`);
    return found;
  };
  const known = {
    party: ids(parties, 'parties'),
    dataset: ids(datasets, 'datasets'),
    job: ids(jobs, 'jobs'),
  };
  const need = (kind: keyof typeof known, names: readonly string[], where: string) => {
    for (const name of names) {
      if (!known[kind].has(name)) faults.push(`${where}: there is no ${kind} "${name}"`);
    }
  };
  for (const one of datasets) need('party', [one.owner], `dataset ${one.id}`);
  for (const one of jobs) {
    need('dataset', one.inputs, `job ${one.id}`);
    need('party', [one.analyst, ...one.recipients, ...Object.keys(one.decisions)], `job ${one.id}`);
  }
  for (const one of policies) {
    const where = `policy of ${one.dataset}`;
    need('dataset', [one.dataset], where);
    need('job', one.jobs, where);
    need('party', [...one.analysts, ...one.receivers, ...one.partners], where);
  }
  return faults;
}

/** The JSON Schema of a scenario file, for editors (docs/lab.schema.json). */
export function scenarioJsonSchema(): unknown {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}

export class ScenarioError extends Error {}

/** Throws ScenarioError. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new ScenarioError(`there is no ${what}`);
  return value;
}

/** Reads a scenario; the Error names every fault and where it stands. */
export function readScenario(text: string): Scenario {
  let json: unknown;
  try {
    json = parsePlainJson(text);
  } catch (cause) {
    throw new ScenarioError(
      `the scenario is not JSON: ${cause instanceof Error ? cause.message : ''}`,
      {
        cause,
      },
    );
  }
  const outcome = scenarioSchema.safeParse(json);
  if (outcome.success) return outcome.data;
  const faults = outcome.error.issues.map((issue) => {
    const where = issue.path.map(String).join('.');
    return `  ${where === '' ? '' : `${where}: `}${issue.message}`;
  });
  throw new ScenarioError(`the scenario has faults:\n${faults.join('\n')}`);
}
