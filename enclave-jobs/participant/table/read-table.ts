// The owner's file, whichever of the two kinds it is: by its first bytes, not by its name.

import { readCsv, type CsvTable } from './read-csv.ts';
import { isParquet, readParquet } from './read-parquet.ts';

/** Throws a TableError with every fault that was seen. */
export async function readTableFile(bytes: Uint8Array): Promise<CsvTable> {
  return isParquet(bytes) ? readParquet(bytes) : readCsv(bytes);
}
