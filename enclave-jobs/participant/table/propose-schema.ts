// A first guess at types, roles and domains, for the owner to correct before anything is declared.

import { labelDomain, type ColumnRole, type Domain } from '../../protocol/index.ts';
import type { LabelMap, LabelMaps } from './map-label.ts';
import { ProblemList, shorten } from './problems.ts';
import { proposeDomain } from './propose-domain.ts';
import type { CsvTable } from './read-csv.ts';
import { readValue, type ColumnType } from './values.ts';

export interface ColumnHint {
  readonly type?: ColumnType | undefined;
  readonly role?: ColumnRole | undefined;
  readonly domain?: Domain | undefined;
  /** Of a label that is written in words: the values that mean bad. */
  readonly bad?: readonly string[] | undefined;
}
/** By column name: what the owner has decided already. */
export type SchemaHints = Readonly<Partial<Record<string, ColumnHint>>>;

export interface ProposedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Undefined: the owner must choose one or leave the column out. */
  readonly role: ColumnRole | undefined;
  readonly domain: Domain;
  /**
   * Its different values where they are few: what a label can be made of. They stay on this
   * machine.
   */
  readonly fewValues?: readonly string[];
  /** How words become the label, if the owner said which mean bad. */
  readonly labels?: LabelMap;
  readonly emptyCount: number;
  /** A short sentence for the interface. */
  readonly why: string;
}

interface Draft {
  readonly column: Omit<ProposedColumn, 'role'>;
  readonly hint: ColumnHint;
  readonly isIdentifier: boolean;
  readonly distinctRatio: number;
}

/** More different values are no label. */
const labelValuesMax = 16;
/** Below this a column repeats too often to name the person of a row. */
const keyRatioMin = 0.5;
const identifierName =
  /^(id|key)_|(^|_)(national|hash|uuid|ssn)(_|$)|(^|_)(id|key|customer|person|client|borrower|subject)$|(customer|person|client|user)(id|key|no)$/;
const labelName =
  /(^|_)(label|bad|default|defaulted|delinquent|target|outcome|response|fraud|churn|y)(_|$)/;

/** `customerId`, `Customer ID` and `customer_id` are one name. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_');
}

const typeReasons: Record<ColumnType, string> = {
  int: 'Every value is a whole number.',
  decimal: 'Every value is a number.',
  date: 'Every value is a day written yyyy-mm-dd.',
  text: 'Values are not all numbers or days.',
};

function isAll(type: ColumnType, values: readonly string[]): boolean {
  return values.every((value) => readValue(type, value) !== undefined);
}

function chooseType(values: readonly string[], hint: ColumnHint, isIdentifier: boolean) {
  const own = (['int', 'decimal', 'date', 'text'] as const).find((type) => isAll(type, values));
  const proposed = isIdentifier || values.length === 0 ? 'text' : (own ?? 'text');
  if (hint.type === undefined) {
    const why = isIdentifier
      ? 'The name and its many values say identifier.'
      : typeReasons[proposed];
    return { type: proposed, why: values.length === 0 ? 'The column is empty.' : why };
  }
  if (isAll(hint.type, values)) return { type: hint.type, why: 'You chose the type.' };
  return { type: proposed, why: `You chose ${hint.type}, but some values are not of that type.` };
}

/** The column as a label: the words that mean bad become 1, the others 0. */
function asLabel(column: Omit<ProposedColumn, 'role'>, bad: readonly string[]) {
  const good = (column.fewValues ?? []).filter((value) => !bad.includes(value));
  return { ...column, type: 'int' as const, domain: labelDomain, labels: { bad, good } };
}

interface LabelValues {
  readonly fewValues?: readonly string[] | undefined;
}

/** Whether a column that is to be a label has to be told which of its values mean bad. */
export function needsLabels({ fewValues }: LabelValues): boolean {
  return fewValues === undefined || fewValues.some((value) => value !== '0' && value !== '1');
}

/**
 * The maps of all labels that are written in words. Throws a TableError for a label without one,
 * and for a word that is no value of its column.
 */
export function labelMapsOf(columns: readonly ProposedColumn[]): LabelMaps {
  const problems = new ProblemList();
  const maps: Record<string, LabelMap> = {};
  for (const { name, role, labels, fewValues } of columns) {
    const values = fewValues ?? [];
    if (role !== 'label') continue;
    const known = labels === undefined || labels.bad.every((word) => values.includes(word));
    const isSorted = labels === undefined ? !needsLabels({ fewValues }) : labels.good.length > 0;
    if (known && isSorted) {
      if (labels !== undefined) maps[name] = labels;
      continue;
    }
    const has = fewValues === undefined ? 'too many values' : values.map(shorten).join(', ');
    const message = `A label is 0 for good and 1 for bad. This one has ${has}. Say which of them mean bad.`;
    problems.add({ code: 'OUT_OF_DOMAIN', row: 1, column: name, message });
  }
  problems.throwIfAny();
  return maps;
}

function draftColumn(name: string, cells: readonly string[], hint: ColumnHint): Draft {
  const distinctCells = new Set(cells);
  distinctCells.delete('');
  const distinct = [...distinctCells];
  const emptyCount = cells.reduce((count, cell) => (cell === '' ? count + 1 : count), 0);
  const distinctRatio = distinct.length / Math.max(1, cells.length);
  const isNamedSo = identifierName.test(snakeCase(name)) && distinctRatio >= keyRatioMin;
  const isIdentifier = isNamedSo || hint.role === 'entityKey';
  const { type, why } = chooseType(distinct, hint, isIdentifier);
  const filled = cells.length - emptyCount;
  const domain = hint.domain ?? proposeDomain(type, { distinct, filled, isKey: isIdentifier });
  const few = distinct.length <= labelValuesMax ? { fewValues: [...distinct].sort() } : {};
  const column = { name, type, domain, emptyCount, why, ...few };
  // Words that mean bad make a label of the column, unless the owner chose another role.
  const isLabel = hint.bad !== undefined && (hint.role ?? 'label') === 'label';
  const labelled = isLabel ? asLabel(column, hint.bad ?? []) : column;
  return { column: labelled, hint, isIdentifier, distinctRatio };
}

/** The best identifier, unless the owner has named the key. */
function findKey(drafts: readonly Draft[]): Draft | undefined {
  const named = drafts.find((draft) => draft.hint.role === 'entityKey');
  if (named !== undefined) return named;
  let best: Draft | undefined;
  for (const draft of drafts) {
    const isCandidate = draft.isIdentifier && draft.hint.role === undefined;
    if (isCandidate && draft.distinctRatio > (best?.distinctRatio ?? 0)) best = draft;
  }
  return best;
}

function chooseRole(draft: Draft, key: Draft | undefined): { role?: ColumnRole; why: string } {
  const { column, hint } = draft;
  const { type, domain } = column;
  if (hint.role !== undefined) return { role: hint.role, why: 'You chose the role.' };
  if (column.labels !== undefined) return { role: 'label', why: 'You said what means bad.' };
  if (draft === key) return { role: 'entityKey', why: 'It names the person who is protected.' };
  if (type === 'date') return { role: 'time', why: 'Days are times.' };
  if (domain.kind === 'enum') {
    return { role: 'dimension', why: `It has ${domain.values.length} values to group by.` };
  }
  if (type === 'int' || type === 'decimal') {
    const isBinary = domain.kind === 'int' && domain.min === '0' && domain.max === '1';
    return isBinary && labelName.test(snakeCase(column.name))
      ? { role: 'label', why: 'It is 0 or 1 and named as an outcome.' }
      : { role: 'measure', why: 'Numbers are measures.' };
  }
  const reason = draft.distinctRatio > 0 ? 'It has too many values to group by. ' : '';
  return { why: `${reason}Choose a role or leave the column out.` };
}

/**
 * One proposal per column of `table`, in its order. A hint is followed unless the values forbid its
 * type, which `why` then says. No column has the role `entityKey` if none is a clear identifier.
 */
export function proposeSchema(table: CsvTable, hints: SchemaHints = {}): ProposedColumn[] {
  const drafts = table.header.map((name, i) => {
    // A column may be called like a member of Object.prototype.
    const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
    return draftColumn(name, table.columns[i] ?? [], hint ?? {});
  });
  const key = findKey(drafts);
  return drafts.map((draft) => {
    const { role, why } = chooseRole(draft, key);
    return { ...draft.column, role, why: `${draft.column.why} ${why}` };
  });
}
