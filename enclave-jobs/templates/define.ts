// From a template's own words to everything that the rest of the house asks of it: the check of the
// parameters, the columns that are read, the grid, and the end of the sentence.

import * as z from 'zod';
import {
  aliasSchema,
  columnNameSchema,
  roundingBase,
  sorted,
  type Answer,
  type KnownReducer,
  type OutputTable,
  type ReleaseMode,
} from '../protocol/index.ts';
import type {
  ColumnUse,
  GridColumn,
  NameOf,
  Needs,
  Parameter,
  Plan,
  Template,
  TemplateInput,
  TemplateJob,
  Values,
} from './contract.ts';
import { checkKeysAgree, refuseParams } from './facts.ts';

interface Definition<Ps extends readonly Parameter[]> {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly parameters: Ps;
  readonly needs: Needs;
  readonly modes: readonly ReleaseMode[];
  /** Throws PARAMS. */
  plan(values: Values<Ps>, job: TemplateJob): Plan;
  /** What is counted; who reads it and what is withheld is said for every template alike. */
  sentence(values: Values<Ps>, job: TemplateJob, name: NameOf): string;
  answer(released: readonly OutputTable[]): Answer;
  grids(inputs: readonly TemplateInput[]): readonly (readonly GridColumn[])[];
}

function valueSchema(parameter: Parameter): z.ZodType<string | number> {
  switch (parameter.kind) {
    case 'input':
      return aliasSchema;
    case 'column':
      return columnNameSchema;
    case 'integer':
      return z.int().min(parameter.min).max(parameter.max);
    case 'choice':
      return z.enum(parameter.words);
  }
}

/** Each parameter once and no other. Throws PARAMS with the parameter's name. */
function readValues<Ps extends readonly Parameter[]>(parameters: Ps, params: unknown): Values<Ps> {
  const fields = parameters.map((one) => [one.name, valueSchema(one)] as const);
  const parsed = z.strictObject(Object.fromEntries(fields)).safeParse(params);
  if (!parsed.success) {
    return refuseParams(parsed.error.issues[0]?.path.map(String).join('.') ?? 'params');
  }
  // Its keys are the names and its values of the kinds that the schema was made of.
  return parsed.data as Values<Ps>;
}

function columnsOf({ loads }: Plan): readonly ColumnUse[] {
  return loads.flatMap(({ alias, key, columns }) => [
    { alias, column: key, role: 'entityKey' as const },
    ...columns.map(({ column, role }) => ({ alias, column, role })),
  ]);
}

/** The public grid of a plan: the keys of its rows, and how a person's rows become one value. */
export function gridOf({ loads, tables }: Pick<Plan, 'loads' | 'tables'>): readonly GridColumn[] {
  const loaded = loads.flatMap(({ columns }) => columns);
  const dimensions = tables.flatMap((table) =>
    table.dimensions.map(({ name, values }): GridColumn => {
      const from = loaded.filter(({ column, role }) => role === 'dimension' && column === name);
      const reducers = sorted([...new Set(from.map(({ reducer }) => reducer))]);
      return { role: 'dimension', column: name, values, reducers };
    }),
  );
  const labels = loaded
    .filter(({ role }) => role === 'label')
    .map(({ column, role, reducer }): GridColumn => {
      return { role, column, values: ['0', '1'], reducers: [reducer] };
    });
  return [...dimensions, ...labels];
}

function cellsOf({ tables }: Plan): number {
  return tables.reduce((sum, { dimensions, measures }) => {
    const rows = dimensions.reduce((product, { values }) => product * values.length, 1);
    return sum + rows * measures.filter(({ hidden }) => hidden !== true).length;
  }, 0);
}

const reducerWords: Readonly<Record<KnownReducer, (column: string) => string>> = {
  only: (column) => `A person whose rows differ in "${column}" counts as without it. `,
  worst: (column) => `A person is bad if any of their rows says so in "${column}". `,
  max: (column) => `Of several rows of a person the largest "${column}" counts. `,
  min: (column) => `Of several rows of a person the smallest "${column}" counts. `,
};

function reducersInWords({ loads }: Plan): string {
  const columns = loads.flatMap(({ columns: loaded }) => loaded);
  return [...new Set(columns.map(({ column, reducer }) => reducerWords[reducer](column)))].join('');
}

export function defineTemplate<const Ps extends readonly Parameter[]>(
  template: Definition<Ps>,
): Template {
  const { id, version, title, parameters, needs, modes } = template;
  const checkNeeds = ({ inputs }: TemplateJob): void => {
    if (inputs.length < needs.inputs.min) refuseParams('too few inputs');
    if (inputs.length > needs.inputs.max) refuseParams('too many inputs');
    const owners = new Set(inputs.flatMap((input) => input.owners));
    if (owners.size < needs.owners) refuseParams('too few owners');
  };
  return {
    ...{ id, version, title, parameters, needs, modes },
    grids: (inputs) => template.grids(inputs),
    prepare(params, job) {
      const values = readValues(parameters, params);
      checkKeysAgree(job.inputs);
      checkNeeds(job);
      const plan = template.plan(values, job);
      const withheld =
        `Counts of fewer than ${job.entitiesMin} persons of any owner are withheld and the ` +
        `others rounded to ${roundingBase}. `;
      return {
        plan,
        columns: columnsOf(plan),
        gridColumns: gridOf(plan),
        cells: cellsOf(plan),
        sentence: (name) =>
          `${template.sentence(values, job, name)} ${reducersInWords(plan)}${withheld}` +
          `${job.recipients.map(name).join(', ')} will read the counts; nobody reads a row.`,
        answer: (released) => template.answer(released),
      };
    },
  };
}
