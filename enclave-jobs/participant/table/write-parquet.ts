// The plaintext of a sealed dataset, `parquet/1`: one file per table, a function of its content
// only, so that an owner can make it again and compare. int is INT64; text, decimal and date are
// UTF-8 strings, decimals in canonical text, which the worker casts without a rounding that nobody
// declared.

import { parquetWriteBuffer } from 'hyparquet-writer';
import { sorted, type Bytes } from '../../protocol/index.ts';
import type { CheckedTable } from './check-table.ts';
import type { CheckedColumn } from './columns.ts';

export interface ParquetFile {
  readonly bytes: Bytes;
  /** What a manifest's `sealed.footer` names: the Thrift metadata, its length and the magic. */
  readonly footer: { readonly offset: number; readonly bytes: number };
}

/** DuckDB works on groups of about this size (its own default is 122,880). */
const rowGroupSize = 100_000;
/** Parquet format, "File format": 4 bytes of metadata length, then the magic "PAR1". */
export const parquetTrailerBytes = 8;

function source({ column, values }: CheckedColumn, entityKey: string) {
  return {
    name: column.name,
    data: [...values],
    type: column.type === 'int' ? ('INT64' as const) : ('STRING' as const),
    // By declaration, not by content: whether a column has an empty cell stays in its pages.
    nullable: column.name !== entityKey,
  };
}

/**
 * The table as Parquet, columns sorted by name as in the manifest. The same table gives the same
 * bytes.
 */
export function writeParquet(checked: CheckedTable): ParquetFile {
  const columns = sorted(checked.columns, (c) => c.column.name);
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map((column) => source(column, checked.entityKey)),
      codec: 'SNAPPY',
      // The worker may not use them: which groups it reads must not depend on values.
      statistics: false,
      rowGroupSize,
      createdBy: 'parley',
    }),
  );
  const metadataBytes = new DataView(bytes.buffer).getUint32(
    bytes.length - parquetTrailerBytes,
    true,
  );
  const footerBytes = metadataBytes + parquetTrailerBytes;
  return { bytes, footer: { offset: bytes.length - footerBytes, bytes: footerBytes } };
}
