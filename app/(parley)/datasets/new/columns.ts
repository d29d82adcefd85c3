// The owner's decisions on columns, and the declaration that they make.

import type { ProposedColumn } from '../../../../enclave-jobs/participant/index.ts';
import {
  sorted,
  type Column,
  type ColumnRole,
  type DatasetManifest,
  type Doc,
  type Domain,
} from '../../../../enclave-jobs/protocol/index.ts';
import type { SealRequest } from '../../../_register/sealer-messages.ts';

/** A proposed column with what the owner made of it; `out` is dropped before sealing. */
export interface ColumnChoice extends Omit<ProposedColumn, 'role'> {
  readonly role: ColumnRole | 'out';
}

export interface KeyChoice {
  readonly domain: string;
  readonly normaliser: 'exact' | 'digits';
}

/** What nobody proposed a role for is left out until the owner says otherwise. */
export function choicesOf(columns: readonly ProposedColumn[]): readonly ColumnChoice[] {
  return columns.map((column) => ({ ...column, role: column.role ?? 'out' }));
}

/** What was declared before, and whatever else this file has. */
function widened(before: Domain, found: Domain): Domain {
  if (before.kind !== 'enum' || found.kind !== 'enum') return before;
  return { ...before, values: sorted([...new Set([...before.values, ...found.values])]) };
}

/** As in the version before, where a column of that name is there; what is new is left out at first. */
export function choicesAsBefore(
  columns: readonly ProposedColumn[],
  { columns: declaredBefore }: DatasetManifest,
): readonly ColumnChoice[] {
  return columns.map((column) => {
    const before = declaredBefore.find((one) => one.name === column.name);
    return before === undefined
      ? { ...column, role: 'out' }
      : { ...column, ...before, domain: widened(before.domain, column.domain) };
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

function declared(columns: readonly ColumnChoice[]): readonly Column[] {
  return columns.flatMap(({ name, type, role, domain }) =>
    role === 'out' ? [] : [{ name, type, role, domain }],
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
    entityKey: { column: keysOf(columns)[0]?.name ?? '', domain: key.domain.trim() },
    normaliser: { id: key.normaliser, version: 1 },
  };
}

/** The domain with another bound; other kinds stay as they are. */
export function withBound(domain: Domain, bound: 'min' | 'max', value: string): Domain {
  return domain.kind === 'int' || domain.kind === 'decimal' || domain.kind === 'date'
    ? { ...domain, [bound]: value }
    : domain;
}
