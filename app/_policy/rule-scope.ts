// What the questions of a rule may name: datasets by their fixed aliases, declared groupings, and
// the grids that follow. All of it is read off the templates. Manifests of others are foreign
// input: what a question cannot use is left out and named.

import {
  sorted,
  type Column,
  type Constraint,
  type DatasetManifest,
  type Doc,
  type Hash,
  type TemplateRef,
  type UsagePolicy,
} from '#enclave/protocol/index.ts';
import {
  dimensionNames,
  gridName,
  jointMinima,
  labelColumn,
  none,
  type GroupMinima,
  type Parameter,
  type TemplateInput,
  type TemplateRegistry,
} from '#enclave/templates/index.ts';
import { aliasOf, type CollaborationTable } from '../_client/tables/table-of.ts';
import type { RuleChoices } from './rule-choices.ts';

/** A dataset that a question cannot use as it is declared. */
export interface LeftOut {
  readonly alias: string;
  readonly question: string;
  /** The parameter that cannot name it. */
  readonly parameter: string;
}

/** What a grid's name stands for: which table, and how small a group it may show. */
export interface GridFacts extends GroupMinima {
  /** The same for grids that differ in their minima only. */
  readonly shape: Hash;
}
export type KnownGrids = ReadonlyMap<Hash, GridFacts>;

/** What one question may be asked about. */
export interface QuestionScope {
  readonly ref: TemplateRef;
  readonly params: Readonly<Record<string, Constraint>>;
  readonly grids: KnownGrids;
  readonly leftOut: readonly LeftOut[];
}

export interface ScopeContext {
  readonly registry: TemplateRegistry;
  readonly table: CollaborationTable;
}

const oneOf = (values: readonly string[]): Constraint => ({ oneOf: sorted([...new Set(values)]) });

/** Every value that these tables make possible. */
function allowedOf(parameter: Parameter, tables: readonly TemplateInput[]): Constraint {
  switch (parameter.kind) {
    case 'input': {
      const { label, optional } = parameter;
      const usable = tables.filter((one) => label !== true || labelColumn(one) !== undefined);
      return oneOf([...(optional === true ? [none] : []), ...usable.map(({ alias }) => alias)]);
    }
    case 'column':
      return oneOf([none, ...tables.flatMap(dimensionNames)]);
    case 'integer':
      return { min: parameter.min, max: parameter.max };
    case 'choice':
      return oneOf(parameter.words);
  }
}

/** Tables with a label that the question cannot use. */
function leftOutOf(
  parameters: readonly Parameter[],
  tables: readonly TemplateInput[],
  question: string,
): readonly LeftOut[] {
  const unusable = tables.filter(
    (one) => one.columns.some(({ role }) => role === 'label') && labelColumn(one) === undefined,
  );
  return parameters
    .filter((one) => one.kind === 'input' && one.label === true)
    .flatMap(({ name }) => unusable.map(({ alias }) => ({ alias, question, parameter: name })));
}

/** The table without the columns that the rule does not let anybody group by. */
function asInput(alias: string, manifest: DatasetManifest, groupings: readonly string[]) {
  const isAllowed = ({ name, role }: Column) => role !== 'dimension' || groupings.includes(name);
  return { ...manifest, alias, columns: manifest.columns.filter(isAllowed) };
}

const isSame = (one: GroupMinima, other: GroupMinima) =>
  one.entitiesMin === other.entitiesMin && one.classMin === other.classMin;

/**
 * The minima that a job can have: the rule's own, joined with those of any of the partners' rules.
 */
function minimaWith(
  own: GroupMinima,
  partners: readonly Doc<UsagePolicy>[],
): readonly GroupMinima[] {
  const asRule = (thresholds: GroupMinima) => ({ value: { thresholds } });
  const found = [jointMinima([asRule(own)])];
  for (const partner of partners) {
    for (const one of [...found]) {
      const joint = jointMinima([asRule(one), partner]);
      if (!found.some((known) => isSame(known, joint))) found.push(joint);
    }
  }
  return found;
}

type ScopeChoices = Pick<RuleChoices, 'questions' | 'datasets' | 'groupings' | 'entitiesMin'>;

/** One scope for each chosen question of this build; a template of another build has none. */
export function scopeOf(
  choices: ScopeChoices,
  manifest: Doc<DatasetManifest>,
  { registry, table, classMin }: ScopeContext & Pick<GroupMinima, 'classMin'>,
): ReadonlyMap<string, QuestionScope> {
  const { questions, datasets, groupings, entitiesMin } = choices;
  const ticked = table.datasets.filter(({ alias }) => datasets.includes(alias));
  const tables = [
    asInput(aliasOf(manifest.value.dataset), manifest.value, groupings),
    ...ticked.map((one) => asInput(one.alias, one.manifest.value, groupings)),
  ];
  const minima = minimaWith(
    { entitiesMin, classMin },
    ticked.map(({ policy }) => policy),
  );
  const refs = registry.refs.filter((ref) => questions.includes(ref.id));
  return new Map(
    refs.map((ref) => {
      const template = registry.get(ref);
      const grids = template.grids(tables).flatMap((columns) => {
        const shape = gridName(ref, columns, jointMinima([]));
        return minima.map((one) => [gridName(ref, columns, one), { ...one, shape }] as const);
      });
      const params = template.parameters.map((one) => [one.name, allowedOf(one, tables)] as const);
      const scope: QuestionScope = {
        ref,
        params: Object.fromEntries(params),
        grids: new Map(grids),
        leftOut: leftOutOf(template.parameters, tables, ref.id),
      };
      return [ref.id, scope] as const;
    }),
  );
}
