// A plan as DuckDB's SQL. The plan is data of a closed set of operators: no text of a person ever
// becomes SQL but as a quoted name or a quoted constant.

import type {
  Condition,
  LoadColumn,
  MeasurePlan,
  Plan,
  TableLoad,
  Value,
} from '../templates/index.ts';

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * NFC and nothing else, or ASCII digits and nothing else; what fails is NULL, and NULL is nobody.
 */
function normalised(load: TableLoad): string {
  const key = `CAST(${quoteName(load.key)} AS VARCHAR)`;
  return load.normaliser === 'exact/1'
    ? `nullif(nfc_normalize(${key}), '')`
    : `CASE WHEN regexp_full_match(${key}, '[0-9]+') THEN ${key} END`;
}

/** One cell as its declared type; what is not written as one is missing. */
function typed({ column, type }: LoadColumn): string {
  const text = `CAST(${quoteName(column)} AS VARCHAR)`;
  if (type === 'text') return text;
  return `CASE WHEN regexp_full_match(${text}, '-?[0-9]{1,18}') THEN CAST(${text} AS BIGINT) END`;
}

/** One value of a person's rows, whatever their order; a row without a value says nothing. */
function reduced(column: LoadColumn): string {
  const value = typed(column);
  switch (column.reducer) {
    case 'only':
      return `CASE WHEN min(${value}) = max(${value}) THEN min(${value}) END`;
    case 'min':
      return `min(${value})`;
    // Of a label, 1 is bad.
    case 'worst':
    case 'max':
      return `max(${value})`;
  }
}

export function createTable(load: TableLoad, path: string): string {
  const wanted = load.columns.map((one) => `${reduced(one)} AS ${quoteName(one.as)}`);
  return `CREATE TABLE ${quoteName(load.alias)} AS
    SELECT ${[`${normalised(load)} AS key`, ...wanted].join(', ')}
    FROM read_parquet(${quoteText(path)}) GROUP BY 1 HAVING key IS NOT NULL`;
}

const memberName = (alias: string) => quoteName(`in ${alias}`);
const columnName = (alias: string, as: string) => quoteName(`${alias} ${as}`);

function condition(one: Condition): string {
  switch (one.is) {
    case 'member':
      return memberName(one.alias);
    case 'equals':
      return `coalesce(${value(one.left)} = ${value(one.right)}, false)`;
    case 'not':
      return `NOT ${condition(one.of)}`;
    case 'all':
      return one.of.length === 0 ? 'true' : `(${one.of.map(condition).join(' AND ')})`;
  }
}

function value(one: Value): string {
  switch (one.is) {
    case 'column':
      return columnName(one.alias, one.as);
    case 'constant':
      return typeof one.value === 'number' ? String(one.value) : quoteText(one.value);
    case 'holding': {
      const bits = one.of.map((each) => `CAST(${condition(each)} AS INTEGER)`);
      return `least(${['0', ...bits].join(' + ')}, ${one.max})`;
    }
    case 'first': {
      const cases = one.when.map((c) => `WHEN ${condition(c.if)} THEN ${value(c.then)}`);
      return `CASE ${cases.join(' ')} END`;
    }
  }
}

/** One row per person whom the plan keeps: which inputs know them, and what is said of them. */
export function createFrame({ loads, keep }: Plan): string {
  const keys = loads.map(({ alias }) => `SELECT key FROM ${quoteName(alias)}`).join(' UNION ');
  const wanted = loads.flatMap(({ alias, columns }) => [
    `${quoteName(alias)}.key IS NOT NULL AS ${memberName(alias)}`,
    ...columns.map(({ as }) => `${quoteName(alias)}.${quoteName(as)} AS ${columnName(alias, as)}`),
  ]);
  const joins = loads.map(
    ({ alias }) => `LEFT JOIN ${quoteName(alias)} ON ${quoteName(alias)}.key = everybody.key`,
  );
  const all = `SELECT ${wanted.join(', ')} FROM (${keys}) everybody ${joins.join(' ')}`;
  return `CREATE TABLE frame AS SELECT * FROM (${all}) WHERE ${
    keep === undefined ? 'true' : condition(keep)
  }`;
}

/** Names of what a counting statement returns. */
export const counted = {
  key: (at: number) => `k${String(at)}`,
  cell: (measure: number) => `m${String(measure)}`,
  persons: (measure: number, alias: string) => `m${String(measure)} ${alias}`,
};

/** Counts of some measures of one table by the same keys, and of the persons of each input. */
export function countStatement(
  keys: readonly Value[],
  measures: readonly { readonly at: number; readonly plan: MeasurePlan }[],
): string {
  const named = keys.map((key, at) => `${value(key)} AS ${quoteName(counted.key(at))}`);
  const cells = measures.flatMap(({ at, plan }) => {
    const where = condition(plan.where);
    const aliases = [...new Set(plan.inputs.flat())];
    return [
      `count(*) FILTER (WHERE ${where}) AS ${quoteName(counted.cell(at))}`,
      ...aliases.map(
        (alias) =>
          `count(*) FILTER (WHERE ${where} AND ${memberName(alias)}) AS ${quoteName(
            counted.persons(at, alias),
          )}`,
      ),
    ];
  });
  const groups = keys.length === 0 ? '' : `GROUP BY ${keys.map((_, i) => i + 1).join(', ')}`;
  return `SELECT ${[...named, ...cells].join(', ')} FROM frame ${groups}`;
}
