// The contract of a job template (design: "From rows to an answer"). A template says what is asked:
// parameters, a plan that is data, one sentence, and formulas over released cells. The engine
// prints the plan, the firewall releases its cells. Nothing here ever sees a row.

import type {
  Answer,
  Column,
  ColumnRole,
  Hash,
  KnownReducer,
  MeasureKind,
  Normaliser,
  OutputTable,
  Params,
  Reducer,
  ReleaseMode,
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
  /** Cells of fewer persons are withheld: the largest number of all owners' rules. */
  readonly entitiesMin: number;
}

/** The value of an optional parameter that names nothing. */
export const none = 'none';

interface Named {
  readonly name: string;
}

/**
 * One choice of the person who asks. Forms, rules, the command line and the check of a job's
 * parameters are derived from these.
 */
export type Parameter =
  /** The alias of an input; with `label`, of one that says good or bad. */
  | (Named & { readonly kind: 'input'; readonly label?: true; readonly optional?: true })
  /** A dimension of the input that the parameter `of` names, or "none". */
  | (Named & { readonly kind: 'column'; readonly of: string })
  | (Named & {
      readonly kind: 'integer';
      readonly min: number;
      readonly max: number;
      readonly initial: number;
    })
  | (Named & { readonly kind: 'choice'; readonly words: readonly string[] });

export type Values<Ps extends readonly Parameter[]> = {
  readonly [P in Ps[number] as P['name']]: P extends { kind: 'integer' } ? number : string;
};

/** How many inputs a template takes, and of how many owners. */
export interface Needs {
  readonly inputs: { readonly min: number; readonly max: number };
  readonly owners: number;
}

/** A column of an input as the engine loads it: typed, and reduced to one value per person. */
export interface LoadColumn {
  readonly column: string;
  /** In which the owner's rule must allow it. */
  readonly role: ColumnRole;
  readonly as: string;
  readonly type: 'text' | 'int';
  readonly reducer: KnownReducer;
}

/** One relation per input: one row per person, `key` first, then the named columns. */
export interface TableLoad {
  readonly alias: string;
  readonly key: string;
  readonly normaliser: Normaliser;
  readonly columns: readonly LoadColumn[];
}

/** True or false of every person; what is missing equals nothing. */
export type Condition =
  | { readonly is: 'member'; readonly alias: string }
  | { readonly is: 'equals'; readonly left: Value; readonly right: Value }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: 'all'; readonly of: readonly Condition[] };

/** A value of one person, or missing. */
export type Value =
  | { readonly is: 'column'; readonly alias: string; readonly as: string }
  | { readonly is: 'constant'; readonly value: string | number }
  /** How many of the conditions hold, `max` at most. */
  | { readonly is: 'holding'; readonly of: readonly Condition[]; readonly max: number }
  /** The value of the first condition that holds; missing if none does. */
  | {
      readonly is: 'first';
      readonly when: readonly { readonly if: Condition; readonly then: Value }[];
    };

export interface Dimension {
  readonly name: string;
  /** The declared keys. A person with another value is in no row. */
  readonly values: readonly string[];
  readonly of: Value;
}

/** What is counted in each row of a table: every person of whom `where` is true, once. */
export interface MeasurePlan {
  readonly name: string;
  readonly kind: MeasureKind;
  readonly class?: 'good' | 'bad';
  /** Never released; judged as a part of what somebody may know. */
  readonly hidden?: true;
  readonly where: Condition;
  /** The keys of its rows, where they are not the table's. */
  readonly by?: readonly Value[];
  /** For each row, the inputs whose owners' persons can be in the cell at all. */
  readonly inputs: readonly (readonly string[])[];
}

export interface TablePlan {
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  /** Released ones first. */
  readonly measures: readonly MeasurePlan[];
  /** Sets of cells, as [row, measure], whose sum somebody may know or learn elsewhere. */
  readonly parents: readonly (readonly (readonly [number, number])[])[];
}

/** Everything that the engine computes. All persons of all inputs are joined on their keys. */
export interface Plan {
  readonly loads: readonly TableLoad[];
  /** The persons that count. */
  readonly keep?: Condition;
  readonly tables: readonly TablePlan[];
}

/** One count with what the firewall must know of it. */
export interface RawCell {
  readonly count: number;
  /** Distinct persons per input whose owner's persons can be in this cell at all. */
  readonly persons: readonly number[];
}

export interface RawTable {
  readonly name: string;
  readonly dimensions: readonly string[];
  /** Released columns. A row may have cells behind them: never released, but judged in parents. */
  readonly measures: readonly Pick<MeasurePlan, 'name' | 'kind' | 'class'>[];
  readonly rows: readonly { readonly key: readonly string[]; readonly cells: readonly RawCell[] }[];
  readonly parents: TablePlan['parents'];
}

/** A column that the job reads, in the role that the owner's policy must allow. */
export interface ColumnUse {
  readonly alias: string;
  readonly column: string;
  readonly role: ColumnRole;
}

/** One column of the public grid that a job asks for. */
export interface GridColumn {
  readonly role: ColumnRole;
  readonly column: string;
  readonly values: readonly string[];
  readonly reducers: readonly Reducer[];
}

/** Turns a party into its label. */
export type NameOf = (party: Hash) => string;

/** A template with a job's parameters filled in. */
export interface PreparedTemplate {
  readonly plan: Plan;
  readonly columns: readonly ColumnUse[];
  readonly gridColumns: readonly GridColumn[];
  /** Cells of the whole grid, released or not. */
  readonly cells: number;
  /** What will be learned, in plain English. */
  sentence(name: NameOf): string;
  /** The numbers that people read: a pure function of released cells. */
  answer(released: readonly OutputTable[]): Answer;
}

export interface Template {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly needs: Needs;
  readonly modes: readonly ReleaseMode[];
  /** Throws PARAMS: the job text asks for what this template does not do. */
  prepare(params: Params, job: TemplateJob): PreparedTemplate;
  /**
   * Every grid that a job over some of these tables can ask for, for owners' rules. A table that
   * has not what a grid needs adds none.
   */
  grids(inputs: readonly TemplateInput[]): readonly (readonly GridColumn[])[];
}
