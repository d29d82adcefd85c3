// The owner's decisions on columns, and the declaration that they make.

import {
  needsLabels,
  type DeclaredColumn,
  type LabelMaps,
  type ProposedColumn,
} from '#enclave/participant/index.ts';
import {
  labelDomain,
  normalisers,
  sorted,
  type Column,
  type ColumnRole,
  type DatasetManifest,
  type Doc,
  type Domain,
  type NormaliserWord,
} from '#enclave/protocol/index.ts';
import type { SealRequest } from '#app/_client/tables/sealer-messages.ts';

/** A proposed column with what the owner made of it; `out` is dropped before sealing. */
export interface ColumnChoice extends Omit<ProposedColumn, 'role'> {
  readonly role: ColumnRole | 'out';
  /** How several rows of one person count, once the owner has said so. */
  readonly reducers?: Column['reducers'] | undefined;
  /** As the file has it: where a column goes back to that is no label any more. */
  readonly found: Pick<ProposedColumn, 'type' | 'domain'>;
}

export interface KeyChoice {
  readonly domain: string;
  readonly normaliser: NormaliserWord;
}

/** What nobody proposed a role for is left out until the owner says otherwise. */
export function choicesOf(columns: readonly ProposedColumn[]): readonly ColumnChoice[] {
  return columns.map((column) => ({ ...column, role: column.role ?? 'out', found: column }));
}

/** What was declared before, and whatever else this file has. */
function widened(before: Domain, found: Domain): Domain {
  if (before.kind !== 'enum' || found.kind !== 'enum') return before;
  return { ...before, values: sorted([...new Set([...before.values, ...found.values])]) };
}

/**
 * As in the version before, where a column of that name is there; what is new is left out at first.
 */
export function choicesAsBefore(
  columns: readonly ProposedColumn[],
  { columns: declaredBefore }: DatasetManifest,
): readonly ColumnChoice[] {
  return columns.map((column) => {
    const before = declaredBefore.find((one) => one.name === column.name);
    return before === undefined
      ? { ...column, role: 'out', found: column }
      : { ...column, ...before, domain: widened(before.domain, column.domain), found: column };
  });
}

/** Names that the version before had and this file has not. */
export function missingColumns(
  columns: readonly ColumnChoice[],
  { columns: declaredBefore }: DatasetManifest,
): readonly string[] {
  const names = new Set(columns.map((column) => column.name));
  return declaredBefore.map((one) => one.name).filter((name) => !names.has(name));
}

export function keysOf(columns: readonly ColumnChoice[]): readonly ColumnChoice[] {
  return columns.filter((column) => column.role === 'entityKey');
}

export function declared(columns: readonly ColumnChoice[]): readonly DeclaredColumn[] {
  return columns.flatMap(({ name, type, role, domain, reducers }) =>
    role === 'out' ? [] : [{ name, type, role, domain, reducers }],
  );
}

/** The column in another role; a label is always 0 or 1, whatever the file has. */
export function withRole(column: ColumnChoice, role: ColumnChoice['role']): ColumnChoice {
  const { labels: _labels, reducers: _reducers, ...rest } = column;
  if (role === 'label') return { ...rest, role, type: 'int', domain: labelDomain };
  if (column.role !== 'label') return { ...rest, role };
  return { ...rest, role, type: column.found.type, domain: column.found.domain };
}

/** The label with its values sorted: these are bad, the others good. Both sides need one. */
export function withBad(column: ColumnChoice, bad: readonly string[]): ColumnChoice {
  const { labels: _labels, ...rest } = column;
  const good = (column.fewValues ?? []).filter((value) => !bad.includes(value));
  return bad.length === 0 || good.length === 0 ? rest : { ...rest, labels: { bad, good } };
}

/** A label whose values the owner has not sorted into good and bad yet. */
export function isUnsorted(column: ColumnChoice): boolean {
  return column.role === 'label' && needsLabels(column) && column.labels === undefined;
}

function labelsOf(columns: readonly ColumnChoice[]): LabelMaps {
  return Object.fromEntries(
    columns.flatMap(({ name, role, labels }) =>
      role === 'label' && labels !== undefined ? [[name, labels]] : [],
    ),
  );
}

export function sealRequest(
  columns: readonly ColumnChoice[],
  key: KeyChoice,
  owner: { readonly party: string; readonly recipient: string },
  before: { readonly manifest: Doc<DatasetManifest> } | undefined,
): SealRequest {
  return {
    ...(before === undefined ? {} : { previous: before.manifest.bytes }),
    ...owner,
    columns: declared(columns),
    labels: labelsOf(columns),
    entityKey: { column: keysOf(columns)[0]?.name ?? '', domain: key.domain.trim() },
    normaliser: normalisers[key.normaliser],
  };
}

/** The domain with another bound; other kinds stay as they are. */
export function withBound(domain: Domain, bound: 'min' | 'max', value: string): Domain {
  return domain.kind === 'int' || domain.kind === 'decimal' || domain.kind === 'date'
    ? { ...domain, [bound]: value }
    : domain;
}
