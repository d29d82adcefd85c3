// What the questions of a rule may name: datasets by their fixed aliases, declared groupings, and
// the grids that follow. Manifests of others are foreign input: what a question cannot use is left
// out and named.

import {
  EnclaveError,
  hashSchema,
  sorted,
  type Column,
  type DatasetManifest,
  type Doc,
  type Hash,
  type PlainParam,
  type TemplateRef,
} from '#enclave/protocol/index.ts';
import { gridName, type TemplateRegistry } from '#enclave/templates/index.ts';
import { aliasOf, type CollaborationTable } from '../_client/tables/table-of.ts';
import type { RuleChoices } from './rule-choices.ts';

/** The question needs three lenders at least. */
const lendersMin = 3;
const topCodes = [2, 3, 4, 5, 6, 7, 8];

/** A dataset that a question cannot use as it is declared. */
export interface LeftOut {
  readonly alias: string;
  readonly question: string;
  /** What the question refused. */
  readonly place: string;
}

/** What one question may be asked about. */
export interface QuestionScope {
  readonly ref: TemplateRef;
  readonly params: Readonly<Record<string, readonly PlainParam[]>>;
  readonly grids: readonly Hash[];
  readonly leftOut: readonly LeftOut[];
}

interface Named {
  readonly alias: string;
  readonly manifest: DatasetManifest;
}

export interface ScopeContext {
  readonly registry: TemplateRegistry;
  readonly table: CollaborationTable;
}

interface Dimension {
  readonly name: string;
  readonly values: readonly string[];
}

function unique<T extends string | number>(values: readonly T[]): readonly T[] {
  return sorted([...new Set(values)]);
}

function dimensionsOf(
  columns: readonly Column[],
  groupings: readonly string[],
): readonly Dimension[] {
  return columns.flatMap(({ name, role, domain }) =>
    role === 'dimension' && domain.kind === 'enum' && groupings.includes(name)
      ? [{ name, values: domain.values }]
      : [],
  );
}

function overlapScope(ref: TemplateRef, named: readonly Named[], groupings: readonly string[]) {
  const aliases = unique(named.map(({ alias }) => alias));
  const dimensions = named.flatMap(({ manifest }) => dimensionsOf(manifest.columns, groupings));
  const grids = dimensions.map(({ name, values }) =>
    gridName(ref, [{ role: 'dimension', column: name, values }]),
  );
  const segment = unique(['none', ...dimensions.map((one) => one.name)]);
  return {
    params: { left: aliases, right: aliases, segment },
    grids: unique([gridName(ref, []), ...grids]),
    leftOut: [],
  };
}

/**
 * One input per lender, made up from a real description: a grid follows from columns and counts
 * only.
 */
function lenders(count: number, manifest: DatasetManifest) {
  const madeUp = (i: number) => hashSchema.parse(String(i).padStart(64, '0'));
  return Array.from({ length: count }, (_, i) => ({
    ...manifest,
    alias: `d${i}`,
    owners: [madeUp(i)],
  }));
}

/**
 * Every table of lenders that the question can be asked for, without classes or by one manifest's
 * label.
 */
function lenderGrids(
  ref: TemplateRef,
  registry: TemplateRegistry,
  manifest: DatasetManifest,
  label: 'none' | 'd0',
): readonly Hash[] {
  const template = registry.get(ref);
  const gridOf = (topCode: number, count: number) => {
    const job = { inputs: lenders(count, manifest), recipients: [], entitiesMin: 0 };
    return gridName(ref, template.prepare({ topCode, label }, job).gridColumns);
  };
  return topCodes.flatMap((topCode) => [
    ...(topCode < lendersMin ? [] : [gridOf(topCode, topCode)]),
    gridOf(topCode, Math.max(topCode + 1, lendersMin)),
  ]);
}

function multiLendingScope(ref: TemplateRef, named: readonly Named[], registry: TemplateRegistry) {
  const grids: Hash[] = [];
  const labels: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const { alias, manifest } of named) {
    grids.push(...lenderGrids(ref, registry, manifest, 'none'));
    if (!manifest.columns.some(({ role }) => role === 'label')) continue;
    try {
      grids.push(...lenderGrids(ref, registry, manifest, 'd0'));
      labels.push(alias);
    } catch (error) {
      // A page that shows what others declared must not stop at what they declared.
      if (!(error instanceof EnclaveError) || error.code !== 'PARAMS') throw error;
      leftOut.push({ alias, question: ref.id, place: error.place });
    }
  }
  return {
    params: { topCode: topCodes, label: unique(['none', ...labels]) },
    grids: unique(grids),
    leftOut,
  };
}

/** One scope for each chosen question of this build; a template of another build has none. */
export function scopeOf(
  choices: Pick<RuleChoices, 'questions' | 'datasets' | 'groupings'>,
  manifest: Doc<DatasetManifest>,
  { registry, table }: ScopeContext,
): ReadonlyMap<string, QuestionScope> {
  const named = [
    { alias: aliasOf(manifest.value.dataset), manifest: manifest.value },
    ...table.datasets
      .filter(({ alias }) => choices.datasets.includes(alias))
      .map((one) => ({ alias: one.alias, manifest: one.manifest.value })),
  ];
  const refs = registry.refs.filter((ref) => choices.questions.includes(ref.id));
  return new Map(
    refs.map((ref) => {
      const scope =
        ref.id === 'overlap'
          ? overlapScope(ref, named, choices.groupings)
          : multiLendingScope(ref, named, registry);
      return [ref.id, { ref, ...scope }] as const;
    }),
  );
}
