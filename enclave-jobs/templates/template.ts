// What a job template is: typed parameters, and from them and public facts of the inputs everything
// else that the job text decides. Nothing here ever sees a row.

import type * as z from 'zod';
import {
  EnclaveError,
  normaliserWord,
  sorted,
  type Column,
  type ColumnRole,
  type Hash,
  type Normaliser,
  type Params,
} from '../protocol/index.ts';

/** Public facts of one input, from its manifest. */
export interface TemplateInput {
  readonly alias: string;
  readonly owners: readonly Hash[];
  readonly columns: readonly Column[];
  readonly entityKey: { readonly column: string; readonly domain: string };
  readonly normaliser: Normaliser;
  readonly entitiesRounded: number;
}

/** What a template may know of a job: inputs in alias order, and who will read the result. */
export interface TemplateJob {
  readonly inputs: readonly TemplateInput[];
  readonly recipients: readonly Hash[];
  readonly entitiesMin: number;
}

/**
 * What a job names, as its template may see it: alias order, each reader once, public facts only.
 */
export function templateJob(job: {
  readonly inputs: readonly {
    readonly alias: string;
    readonly manifest: Omit<TemplateInput, 'alias'>;
  }[];
  readonly recipients: readonly { readonly party: Hash }[];
  readonly entitiesMin: number;
}): TemplateJob {
  const inputs = job.inputs.map(({ alias, manifest }): TemplateInput => {
    const { owners, columns, entityKey, normaliser, entitiesRounded } = manifest;
    return { alias, owners, columns, entityKey, normaliser, entitiesRounded };
  });
  return {
    inputs: sorted(inputs, (input) => input.alias),
    recipients: [...new Set(job.recipients.map(({ party }) => party))],
    entitiesMin: job.entitiesMin,
  };
}

/** A column that the job reads, in the role that the owner's policy must allow. */
export interface ColumnUse {
  readonly alias: string;
  readonly column: string;
  readonly role: ColumnRole;
}

/** How one input becomes an engine table: one row per person, `key` first, then named columns. */
export interface TableLoad {
  readonly alias: string;
  readonly key: string;
  readonly normaliser: TemplateInput['normaliser'];
  readonly columns: readonly { readonly column: string; readonly as: string }[];
}

/** One count with what the firewall must know of it. */
export interface RawCell {
  readonly count: number;
  /** Distinct persons per input whose owner's persons can be in this cell at all. */
  readonly persons: readonly number[];
  /** Marks the cells of one row that say good or bad of the same persons. */
  readonly labelClass?: 'good' | 'bad';
}

export interface RawTable {
  readonly name: string;
  readonly dimensions: readonly string[];
  /** Released columns. A row may have cells behind them: never released, but judged in parents. */
  readonly measures: readonly string[];
  readonly rows: readonly { readonly key: readonly string[]; readonly cells: readonly RawCell[] }[];
  /** Sets of cells, as [row, measure], whose sum somebody may know or learn elsewhere. */
  readonly parents: readonly (readonly (readonly [number, number])[])[];
}

export type EngineRow = Readonly<Record<string, string | number | null>>;

/** The computation: tables to load, one statement over them, and how its rows become counts. */
export interface Plan {
  readonly loads: readonly TableLoad[];
  readonly sql: string;
  toTables(rows: readonly EngineRow[]): readonly RawTable[];
}

export type GridColumn = {
  readonly role: ColumnRole;
  readonly column: string;
  readonly values: readonly string[];
};

/** A template with a job's parameters filled in. */
export interface PreparedTemplate {
  readonly columns: readonly ColumnUse[];
  readonly gridColumns: readonly GridColumn[];
  /** Cells of the whole grid, released or not. */
  readonly cells: number;
  readonly plan: Plan;
  /** What will be learned, in one English sentence; `name` turns a party into its label. */
  sentence(name: (party: Hash) => string): string;
}

export interface Template {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly params: z.ZodType;
  /** Throws PARAMS: the job text asks for what this template does not do. */
  prepare(params: Params, job: TemplateJob): PreparedTemplate;
}

/** Refuses a job by its text. */
export function refuseParams(place: string): never {
  throw new EnclaveError('PARAMS', place);
}

export function defineTemplate<S extends z.ZodType>(template: {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly params: S;
  prepare(params: z.output<S>, job: TemplateJob): PreparedTemplate;
}): Template {
  return {
    ...template,
    prepare(params, job) {
      const parsed = template.params.safeParse(params);
      if (!parsed.success) {
        return refuseParams(parsed.error.issues[0]?.path.map(String).join('.') ?? 'params');
      }
      checkKeysAgree(job.inputs);
      return template.prepare(parsed.data, job);
    },
  };
}

/** Inputs are joined only where entity domain and normaliser agree. */
function checkKeysAgree(inputs: readonly TemplateInput[]): void {
  const [first, ...others] = inputs;
  if (first === undefined) return;
  if (normaliserWord(first.normaliser) === undefined) refuseParams(`${first.alias}: normaliser`);
  for (const input of others) {
    if (input.entityKey.domain !== first.entityKey.domain)
      refuseParams(`${input.alias}: entity domain`);
    if (input.normaliser !== first.normaliser) refuseParams(`${input.alias}: normaliser`);
  }
}

/** The input of that alias, or PARAMS. */
export function inputOf(job: TemplateJob, alias: string): TemplateInput {
  return job.inputs.find((input) => input.alias === alias) ?? refuseParams(`input ${alias}`);
}

/** The use of an input's entity key, which every template joins on. */
export function keyUse(input: TemplateInput): ColumnUse {
  return { alias: input.alias, column: input.entityKey.column, role: 'entityKey' };
}

/**
 * A count of the engine; a group that nobody is in has no row. Throws ENGINE for anything that is
 * no count.
 */
export function countOf(row: EngineRow | undefined, column: string): number {
  if (row === undefined) return 0;
  const value = row[column];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new EnclaveError('ENGINE', column);
}
