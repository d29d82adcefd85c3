// The owner's decisions on columns, and the declaration that they make.

import type { ProposedColumn } from '../../../../enclave-jobs/participant/index.ts';
import type { Column, ColumnRole, Domain } from '../../../../enclave-jobs/protocol/index.ts';
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
): SealRequest {
  return {
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
