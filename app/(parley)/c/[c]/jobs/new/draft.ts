// The values of a question that is being written, and the job draft that they make. What a question
// asks for stands in its template: this file knows none by name.

import type { JobDraft } from '#enclave/participant/index.ts';
import type { Hash, TemplateRef } from '#enclave/protocol/index.ts';
import {
  dimensionNames,
  jointMinima,
  labelColumn,
  none,
  type Parameter,
  type Template,
} from '#enclave/templates/index.ts';
import {
  readersOf,
  type CollaborationTable,
  type TableDataset,
} from '#app/_client/tables/table-of.ts';

export const lifetimes = [1, 7, 30] as const;

export type DraftParams = Readonly<Record<string, string | number>>;

export interface DraftValues {
  /** A template's id. */
  readonly question: string;
  readonly title: string;
  /** Aliases, where the question takes a list of datasets. */
  readonly datasets: readonly string[];
  readonly params: DraftParams;
  /** Parties. */
  readonly receivers: readonly string[];
  readonly days: number;
}

function initialOf(parameter: Parameter): string | number {
  switch (parameter.kind) {
    case 'input':
      return parameter.optional === true ? none : '';
    case 'column':
      return none;
    case 'integer':
      return parameter.initial;
    case 'choice':
      return parameter.words[0] ?? '';
  }
}

export function freshValues(template: Template, title: string, own: string): DraftValues {
  return {
    question: template.id,
    title,
    datasets: [],
    params: Object.fromEntries(template.parameters.map((one) => [one.name, initialOf(one)])),
    receivers: [own],
    days: 7,
  };
}

function namedInputs({ parameters }: Template): readonly Parameter[] {
  return parameters.filter((one) => one.kind === 'input' && one.optional !== true);
}

/** Whether the question takes a list of datasets, or just the ones that its parameters name. */
export function takesList(template: Template): boolean {
  return template.needs.inputs.max > namedInputs(template).length;
}

/** The datasets of the question, in the order of the table. */
export function chosen(
  values: DraftValues,
  template: Template,
  table: CollaborationTable,
): readonly TableDataset[] {
  const named = namedInputs(template).map(({ name }) => values.params[name]);
  const aliases: readonly unknown[] = takesList(template) ? values.datasets : named;
  return table.datasets.filter(({ alias }) => aliases.includes(alias));
}

/** What an input parameter can name: of the chosen list, or of the whole table. */
export function inputChoices(
  parameter: Extract<Parameter, { kind: 'input' }>,
  values: DraftValues,
  template: Template,
  table: CollaborationTable,
): readonly TableDataset[] {
  const among = takesList(template) ? chosen(values, template, table) : table.datasets;
  return among.filter(
    (one) => parameter.label !== true || labelColumn(one.manifest.value) !== undefined,
  );
}

/** The columns that a column parameter can name, of the dataset that it is about. */
export function columnChoices(
  { of }: Extract<Parameter, { kind: 'column' }>,
  values: DraftValues,
  table: CollaborationTable,
): readonly string[] {
  const found = table.datasets.find(({ alias }) => alias === values.params[of]);
  return found === undefined ? [] : dimensionNames(found.manifest.value);
}

/** Values with another choice; what depended on the one before starts again. */
export function withParam(
  values: DraftValues,
  template: Template,
  name: string,
  value: string | number,
): DraftParams {
  const again = template.parameters.filter((one) => one.kind === 'column' && one.of === name);
  return {
    ...values.params,
    ...Object.fromEntries(again.map((one) => [one.name, initialOf(one)])),
    [name]: value,
  };
}

/** Another list of datasets; parameters that name one that is gone start again. */
export function withDatasets(
  values: DraftValues,
  template: Template,
  datasets: readonly string[],
): Pick<DraftValues, 'datasets' | 'params'> {
  const gone = template.parameters.filter(
    (one) => one.kind === 'input' && !datasets.includes(String(values.params[one.name])),
  );
  const params = gone.reduce(
    (before, one) => withParam({ ...values, params: before }, template, one.name, initialOf(one)),
    values.params,
  );
  return { datasets, params };
}

/** Persons below which a group is withheld: what the owners concerned ask for together. */
export function smallestShown(
  values: DraftValues,
  template: Template,
  table: CollaborationTable,
): number {
  return jointMinima(chosen(values, template, table).map(({ policy }) => policy)).entitiesMin;
}

export interface DraftContext {
  readonly table: CollaborationTable;
  readonly collaboration: Hash;
  readonly template: TemplateRef;
  readonly code: Hash;
  /** Seconds since 1970. */
  readonly now: number;
}

export function isComplete(
  values: DraftValues,
  template: Template,
  table: CollaborationTable,
): boolean {
  const isNamed = takesList(template) || !Object.values(values.params).includes('');
  return isNamed && chosen(values, template, table).length >= template.needs.inputs.min;
}

export function draftOf(
  values: DraftValues,
  template: Template,
  { table, collaboration, template: ref, code, now }: DraftContext,
): JobDraft {
  return {
    collaboration,
    template: ref,
    code,
    params: values.params,
    inputs: chosen(values, template, table).map(({ alias, manifest, policy }) => ({
      ...{ alias, manifest, policy },
    })),
    recipients: table.parties
      .filter(({ party }) => values.receivers.includes(party))
      .flatMap(readersOf),
    expires: now + values.days * 86_400,
  };
}
