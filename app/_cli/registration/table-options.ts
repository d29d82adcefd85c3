// The table as the command line declares it: which columns, in which roles, and how persons are
// named.

import { createHash } from 'node:crypto';
import type { TableError } from '#enclave/participant/index.ts';
import {
  labelMapsOf,
  reducersFor,
  proposeSchema,
  type CsvTable,
  type DatasetDraft,
  type ColumnHint,
  type DeclaredColumn,
  type ProposedColumn,
  type SchemaHints,
} from '#enclave/participant/index.ts';
import {
  columnRoles,
  concatBytes,
  normaliserWord,
  normaliserWords,
  normalisers,
  type ColumnRole,
  type DatasetManifest,
} from '#enclave/protocol/index.ts';
import { UsageError, note } from '../command.ts';

export const tableOptions = {
  column: { type: 'string', multiple: true },
  bad: { type: 'string', multiple: true },
  rows: { type: 'string', multiple: true },
  'entity-domain': { type: 'string' },
  normaliser: { type: 'string' },
} as const;

export interface TableValues {
  readonly column?: readonly string[] | undefined;
  readonly bad?: readonly string[] | undefined;
  readonly rows?: readonly string[] | undefined;
  readonly 'entity-domain'?: string | undefined;
  readonly normaliser?: string | undefined;
}

export const sha256 = (bytes: Uint8Array) =>
  concatBytes(createHash('sha256').update(bytes).digest());

/** Throws UsageError in words. */
export function oneOf<T extends string>(value: string, allowed: readonly T[], name: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${name} is one of ${allowed.join(', ')}`);
  return found;
}

function isRole(text: string): text is ColumnRole {
  return (columnRoles as readonly string[]).includes(text);
}

function hintsOf(columns: readonly string[], bad: ReturnType<typeof pairsOf>): SchemaHints {
  const hints: Record<string, ColumnHint> = {};
  for (const text of columns) {
    const at = text.lastIndexOf(':');
    const [name, role] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
    if (role !== '' && !isRole(role)) throw new UsageError(`--column ${text}: no role "${role}"`);
    hints[name] = { ...(isRole(role) ? { role } : {}), bad: bad.get(name) };
  }
  return hints;
}

/** `--name COLUMN=VALUE`: the values of each column. */
function pairsOf(
  option: string,
  texts: readonly string[] = [],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`--${option} ${text}: say COLUMN=VALUE`);
    const name = text.slice(0, at);
    found.set(name, [...(found.get(name) ?? []), text.slice(at + 1)]);
  }
  return found;
}

/**
 * The table without the columns that were not named: nobody looks at those, and memory forgets
 * them.
 */
function withColumns({ header, rows, columns }: CsvTable, names: readonly string[]): CsvTable {
  const kept = names.map((name) => {
    const cells = columns[header.indexOf(name)];
    if (cells === undefined) throw new UsageError(`the file has no column "${name}"`);
    return cells;
  });
  return { header: names, rows, columns: kept };
}

function columnsOf(proposed: readonly ProposedColumn[]): readonly DeclaredColumn[] {
  return proposed.map(({ name, type, role, domain }) => {
    if (role === undefined) throw new UsageError(`say the role: --column ${name}:ROLE`);
    return { name, type, role, domain };
  });
}

/** `--rows COLUMN=WAY`: what counts where several rows of a person differ. */
function withRows(
  columns: readonly DeclaredColumn[],
  texts: readonly string[] = [],
): readonly DeclaredColumn[] {
  const said = pairsOf('rows', texts);
  const other = [...said.keys()].find((name) => !columns.some((one) => one.name === name));
  if (other !== undefined) throw new UsageError(`--rows ${other}: no column of that name`);
  return columns.map((column) => {
    const [way, ...others] = said.get(column.name) ?? [];
    if (way === undefined) return column;
    if (others.length > 0) throw new UsageError(`--rows ${column.name}: said twice`);
    return { ...column, reducers: [oneOf(way, reducersFor(column), 'rows')] };
  });
}

type Declared = Pick<DatasetDraft, 'columns' | 'labels' | 'entityKey' | 'normaliser'>;

/**
 * What a version before declared stands until the command line says otherwise. Throws UsageError,
 * and TableError for a label that is not sorted into good and bad.
 */
export function declareTable(
  table: CsvTable,
  values: TableValues,
  before?: DatasetManifest,
): { readonly table: CsvTable; readonly declared: Declared } {
  const bad = pairsOf('bad', values.bad);
  const hints = values.column === undefined ? undefined : hintsOf(values.column, bad);
  const names = hints === undefined ? before?.columns.map(({ name }) => name) : Object.keys(hints);
  if (names === undefined) throw new UsageError('this needs --column NAME[:ROLE], once per column');
  const domain = values['entity-domain'] ?? before?.entityKey.domain;
  if (domain === undefined) throw new UsageError('this needs --entity-domain TEXT');
  const kept = withColumns(table, names);
  const stood = Object.fromEntries(
    (before?.columns ?? []).map(({ name, role }) => [name, { role, bad: bad.get(name) }]),
  );
  const proposed = proposeSchema(kept, hints ?? stood);
  const named = hints === undefined ? (before?.columns ?? []) : columnsOf(proposed);
  const columns = withRows(named, values.rows);
  const other = [...bad.keys()].find(
    (name) => !columns.some((one) => one.name === name && one.role === 'label'),
  );
  if (other !== undefined) throw new UsageError(`--bad ${other}: no column that is a label`);
  const key = columns.find((one) => one.role === 'entityKey');
  if (key === undefined) throw new UsageError('one --column must have the role entityKey');
  const word = before === undefined ? 'exact' : normaliserWord(before.normaliser);
  const normaliser = values.normaliser ?? word ?? '';
  return {
    table: kept,
    declared: {
      columns,
      labels: labelMapsOf(proposed),
      entityKey: { column: key.name, domain },
      normaliser: normalisers[oneOf(normaliser, normaliserWords, 'normaliser')],
    },
  };
}

/** Every fault that is listed, by row and column. */
export function notePlaces(path: string, { problems, total }: TableError): void {
  for (const { row, column, message, code } of problems) {
    const where = column === undefined ? '' : `, column ${column}`;
    note(`${path}: row ${row}${where}: ${message} [${code}]`);
  }
  if (total > problems.length) note(`${path}: ${total} problems in all`);
}
