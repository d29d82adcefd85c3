// What templates may read off the public facts of their inputs.

import {
  EnclaveError,
  isLabelDomain,
  knownReducers,
  normaliserWord,
  sorted,
  type Column,
  type KnownReducer,
} from '../protocol/index.ts';
import type { LoadColumn, TableLoad, TemplateInput, TemplateJob } from './contract.ts';

/** Refuses a job by its text. */
export function refuseParams(place: string): never {
  throw new EnclaveError('PARAMS', place);
}

/**
 * What a job names, as its template may see it: alias order, each reader once, public facts only.
 */
export function templateJob(job: {
  readonly inputs: readonly {
    readonly alias: string;
    readonly manifest: { readonly value: Omit<TemplateInput, 'alias'> };
  }[];
  readonly recipients: readonly { readonly party: TemplateJob['recipients'][number] }[];
  readonly entitiesMin: number;
}): TemplateJob {
  const inputs = job.inputs.map(({ alias, manifest }): TemplateInput => {
    const { owners, columns, entityKey, normaliser, entitiesRounded } = manifest.value;
    return { alias, owners, columns, entityKey, normaliser, entitiesRounded };
  });
  return {
    inputs: sorted(inputs, (input) => input.alias),
    recipients: [...new Set(job.recipients.map(({ party }) => party))],
    entitiesMin: job.entitiesMin,
  };
}

/** Inputs are joined only where entity domain and normaliser agree. Throws PARAMS. */
export function checkKeysAgree(inputs: readonly TemplateInput[]): void {
  const [head, ...others] = inputs;
  if (head === undefined) return;
  if (normaliserWord(head.normaliser) === undefined) refuseParams('normaliser unknown');
  for (const input of others) {
    if (input.entityKey.domain !== head.entityKey.domain) refuseParams('entity domains differ');
    if (input.normaliser !== head.normaliser) refuseParams('normalisers differ');
  }
}

/** The input of that alias, or PARAMS. */
export function inputOf(job: TemplateJob, alias: string): TemplateInput {
  return job.inputs.find((input) => input.alias === alias) ?? refuseParams('no such input');
}

/**
 * What makes one value of a person's rows: of those that the owner allows, the one that tells most.
 * Undefined where no engine knows any of them.
 */
function knownReducer({ reducers }: Column): KnownReducer | undefined {
  return knownReducers.find((word) => reducers.includes(word));
}

type Described = Pick<TemplateInput, 'columns'>;

/** The declared values of a dimension; undefined if the input has no such column. */
export function dimensionValues(input: Described, name: string): readonly string[] | undefined {
  const found = input.columns.find((one) => one.name === name && one.role === 'dimension');
  if (found?.domain.kind !== 'enum' || knownReducer(found) === undefined) return undefined;
  return found.domain.values;
}

/** The names of everything that an input's persons can be grouped by. */
export function dimensionNames(input: Described): readonly string[] {
  return input.columns.flatMap(({ name }) =>
    dimensionValues(input, name) === undefined ? [] : [name],
  );
}

/** The one column that says good or bad; undefined for an input with none or with several. */
export function labelColumn({ columns }: Described): Column | undefined {
  const [label, ...others] = columns.filter(({ role }) => role === 'label');
  if (label === undefined || others.length > 0 || knownReducer(label) === undefined)
    return undefined;
  return isLabelDomain(label.domain) ? label : undefined;
}

/** An input with the named columns; `as` is what expressions call them. */
export function loadOf(
  input: TemplateInput,
  wanted: readonly { readonly column: string; readonly as: string }[] = [],
): TableLoad {
  const columns = wanted.map(({ column: name, as }): LoadColumn => {
    const column = input.columns.find((one) => one.name === name) ?? refuseParams('no such column');
    const type = column.role === 'label' ? 'int' : 'text';
    const reducer = knownReducer(column) ?? refuseParams('no reducer');
    return { column: name, role: column.role, as, type, reducer };
  });
  const { alias, normaliser } = input;
  return { alias, key: input.entityKey.column, normaliser, columns };
}
