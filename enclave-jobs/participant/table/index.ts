// table: from the CSV or Parquet file of a data owner to the Parquet bytes that are sealed, and
// from Parquet bytes that an owner made and sealed elsewhere back to a table that can be checked.
// Isomorphic. Trusts nothing in the file: every fault is a problem with row, column and what to do,
// and all of them are collected before anything is thrown. Refuses what could be read in two ways:
// a stray quote, a ragged row, a value outside its declared domain. Its messages may quote a
// shortened value, so they stay on the owner's own machine: nobody may send them anywhere. Leaves
// out: sealing (sealing/), the manifest and its signatures, and any statistics of the values.

export { requireAsWritten } from './as-written.ts';
export { checkTable, type CheckedTable } from './check-table.ts';
export type { CellValue, CheckedColumn, DeclaredColumn } from './columns.ts';
export { reducersFor } from './choose-reducers.ts';
export {
  TableError,
  tableProblemCodes,
  type TableProblem,
  type TableProblemCode,
} from './problems.ts';
export {
  labelMapsOf,
  needsLabels,
  proposeSchema,
  type ColumnHint,
  type ProposedColumn,
  type SchemaHints,
} from './propose-schema.ts';
export { delimiters, readCsv, type CsvTable, type Delimiter } from './read-csv.ts';
export { withLabels, type LabelMap, type LabelMaps } from './map-label.ts';
export { readParquet } from './read-parquet.ts';
export { readTableFile } from './read-table.ts';
export { readSealedParquet, type SealedParquet } from './read-sealed-parquet.ts';
export { writeParquet, type ParquetFile } from './write-parquet.ts';
