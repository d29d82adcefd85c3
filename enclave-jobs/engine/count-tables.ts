// From a plan to its tables of counts, over an engine that answers statements. Rows come from the
// declared keys, never from data: a group that nobody is in has no row in the engine, and counts 0.

import { EnclaveError } from '../protocol/index.ts';
import type { Dimension, MeasurePlan, Plan, RawTable, TablePlan } from '../templates/index.ts';
import { countStatement, counted, createFrame } from './print-sql.ts';

export type EngineRow = Readonly<Record<string, string | number | null>>;
export type RunStatement = (sql: string) => Promise<readonly EngineRow[]>;

/** Every combination of declared keys, the last dimension fastest. */
function keysOf(dimensions: readonly Dimension[]): readonly (readonly string[])[] {
  return dimensions.reduce<readonly (readonly string[])[]>(
    (keys, { values }) => keys.flatMap((key) => values.map((value) => [...key, value])),
    [[]],
  );
}

/** A count of the engine. Throws ENGINE for anything that is no count. */
function countOf(row: EngineRow | undefined, column: string): number {
  if (row === undefined) return 0;
  const value = row[column];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new EnclaveError('ENGINE', column);
}

/** The rows of the engine by their keys, for each measure. */
async function answersOf({ dimensions, measures }: TablePlan, run: RunStatement) {
  const byKeys = new Map<MeasurePlan['by'], { at: number; plan: MeasurePlan }[]>();
  measures.forEach((plan, at) => {
    byKeys.set(plan.by, [...(byKeys.get(plan.by) ?? []), { at, plan }]);
  });
  const answers = new Map<number, ReadonlyMap<string, EngineRow>>();
  for (const [by = dimensions.map(({ of }) => of), group] of byKeys) {
    const rows = await run(countStatement(by, group));
    const keyed = rows.map((row) => {
      const key = by.map((_, at) => row[counted.key(at)] ?? null);
      return [JSON.stringify(key), row] as const;
    });
    for (const { at } of group) answers.set(at, new Map(keyed));
  }
  return answers;
}

async function countTable(table: TablePlan, run: RunStatement): Promise<RawTable> {
  const answers = await answersOf(table, run);
  const { name, dimensions, measures, parents } = table;
  const rows = keysOf(dimensions).map((key, r) => ({
    key,
    cells: measures.map(({ inputs }, at) => {
      const row = answers.get(at)?.get(JSON.stringify(key));
      const aliases = inputs[r] ?? [];
      return {
        count: countOf(row, counted.cell(at)),
        persons: aliases.map((alias) => countOf(row, counted.persons(at, alias))),
      };
    }),
  }));
  const released = measures.filter(({ hidden }) => hidden !== true);
  return {
    ...{ name, dimensions: dimensions.map((one) => one.name), rows, parents },
    measures: released.map(({ name: measure, kind, class: labelClass }) => ({
      ...{ name: measure, kind },
      ...(labelClass === undefined ? {} : { class: labelClass }),
    })),
  };
}

/** Counts every table of a plan whose inputs are loaded. */
export async function countTables(plan: Plan, run: RunStatement): Promise<readonly RawTable[]> {
  await run(createFrame(plan));
  const tables: RawTable[] = [];
  for (const table of plan.tables) tables.push(await countTable(table, run));
  return tables;
}
