// A plan computed the plain way: one loop over persons, no SQL. Every engine must give the same
// integers. Written from the contract's text, not from an engine.

import type { KnownReducer } from '#enclave/protocol/index.ts';
import type {
  Condition,
  LoadColumn,
  Plan,
  RawTable,
  TableLoad,
  TablePlan,
  Value,
} from '#enclave/templates/index.ts';

/** One row of a file: the key, and the cells of its columns as text; null is empty. */
export type FileRow = readonly [key: string | null, cells: Readonly<Record<string, string | null>>];
export type Files = Readonly<Record<string, readonly FileRow[]>>;

type Plain = string | number | null;
/** What is known of one person: for each input that knows them, its columns. */
type Person = ReadonlyMap<string, Readonly<Record<string, Plain>>>;

function typed(text: string | null, { type }: LoadColumn): Plain {
  if (text === null || type === 'text') return text;
  return /^-?\d{1,18}$/.test(text) ? Number(text) : null;
}

function reduced(values: readonly Plain[], reducer: KnownReducer): Plain {
  const known = [...new Set(values.filter((value) => value !== null))];
  const ordered = known.sort((a, b) => (a < b ? -1 : 1));
  switch (reducer) {
    case 'only':
      return ordered.length === 1 ? (ordered[0] ?? null) : null;
    case 'min':
      return ordered[0] ?? null;
    case 'max':
    case 'worst':
      return ordered.at(-1) ?? null;
  }
}

function personsOf(load: TableLoad, rows: readonly FileRow[]) {
  const byKey = new Map<string, FileRow[]>();
  for (const row of rows) {
    const key = row[0]?.normalize('NFC') ?? '';
    const isKey = load.normaliser === 'exact/1' ? key !== '' : /^[0-9]+$/.test(key);
    if (isKey) byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  return new Map(
    [...byKey].map(([key, own]) => [
      key,
      Object.fromEntries(
        load.columns.map((column) => {
          const values = own.map(([, cells]) => typed(cells[column.column] ?? null, column));
          return [column.as, reduced(values, column.reducer)];
        }),
      ),
    ]),
  );
}

function holds(one: Condition, person: Person): boolean {
  switch (one.is) {
    case 'member':
      return person.has(one.alias);
    case 'not':
      return !holds(one.of, person);
    case 'all':
      return one.of.every((each) => holds(each, person));
    case 'equals': {
      const [left, right] = [valueOf(one.left, person), valueOf(one.right, person)];
      return left !== null && left === right;
    }
  }
}

function valueOf(one: Value, person: Person): Plain {
  switch (one.is) {
    case 'column':
      return person.get(one.alias)?.[one.as] ?? null;
    case 'constant':
      return one.value;
    case 'holding':
      return Math.min(one.max, one.of.filter((each) => holds(each, person)).length);
    case 'first': {
      const found = one.when.find((each) => holds(each.if, person));
      return found === undefined ? null : valueOf(found.then, person);
    }
  }
}

function keysOf([head, ...rest]: TablePlan['dimensions']): readonly (readonly string[])[] {
  if (head === undefined) return [[]];
  return head.values.flatMap((value) => keysOf(rest).map((key) => [value, ...key]));
}

function countTable(table: TablePlan, persons: readonly Person[]): RawTable {
  const own = table.dimensions.map(({ of }) => of);
  const rows = keysOf(table.dimensions).map((key, r) => ({
    key,
    cells: table.measures.map(({ where, by = own, inputs }) => {
      const found = persons.filter(
        (one) => holds(where, one) && by.every((value, d) => valueOf(value, one) === key[d]),
      );
      const aliases = inputs[r] ?? [];
      const perInput = aliases.map((alias) => found.filter((one) => one.has(alias)).length);
      return { count: found.length, persons: perInput };
    }),
  }));
  const measures = table.measures.filter(({ hidden }) => hidden !== true);
  return {
    ...{ name: table.name, dimensions: table.dimensions.map(({ name }) => name), rows },
    parents: table.parents,
    measures: measures.map(({ name, kind, class: labelClass }) => ({
      ...{ name, kind },
      ...(labelClass === undefined ? {} : { class: labelClass }),
    })),
  };
}

/** The tables of a plan over these files. */
export function countPlainly(plan: Plan, files: Files): readonly RawTable[] {
  const loaded = plan.loads.map((load) => ({
    alias: load.alias,
    persons: personsOf(load, files[load.alias] ?? []),
  }));
  const keys = new Set(loaded.flatMap(({ persons }) => [...persons.keys()]));
  const everybody = [...keys].map((key): Person => {
    const known = loaded.flatMap(({ alias, persons }) => {
      const cells = persons.get(key);
      return cells === undefined ? [] : [[alias, cells] as const];
    });
    return new Map(known);
  });
  const { keep } = plan;
  const kept = everybody.filter((one) => keep === undefined || holds(keep, one));
  return plan.tables.map((table) => countTable(table, kept));
}
