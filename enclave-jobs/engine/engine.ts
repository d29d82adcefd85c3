// The one thing that sees rows. An interface, so that the worker's story does not name a database.

import type { Plan, RawTable, TableLoad } from '../templates/index.ts';

export interface LoadedTable {
  /** Distinct persons, after normalisation and without empty keys. */
  readonly persons: number;
  readonly rows: number;
}

export interface JobEngine {
  /**
   * Makes the table `load.alias` of a Parquet file: one row per person. Throws ENGINE, without
   * text.
   */
  load(load: TableLoad, parquetPath: string): Promise<LoadedTable>;
  /** Counts the tables of a plan whose inputs are loaded. Throws ENGINE, without text. */
  count(plan: Plan): Promise<readonly RawTable[]>;
  close(): void;
}
