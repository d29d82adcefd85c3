// engine: the only place where rows are read, in a process without network. Trusts the Parquet
// bytes to be what the manifest pinned, nothing in them; refuses with one code and no text. Leaves
// out: what is counted (templates/) and which counts leave (firewall/).

export { openDuckDb, type DuckDb, type DuckDbLimits } from './duckdb-engine.ts';
export type { JobEngine, LoadedTable } from './engine.ts';
export { columnRanges, type ByteRange } from './parquet-columns.ts';
