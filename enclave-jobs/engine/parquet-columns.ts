// Which byte ranges of a Parquet file hold the approved columns, over all row groups (R9: chosen by
// columns, never by data). Ranges from the footer are checked: the footer is its owner's word.

import { parquetMetadata } from 'hyparquet';
import { EnclaveError } from '../protocol/index.ts';

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** The magic at the start of every Parquet file. */
const magicBytes = 4;

function asOffset(value: bigint | undefined): number {
  const offset = Number(value ?? -1n);
  if (!Number.isSafeInteger(offset) || offset < magicBytes) {
    throw new EnclaveError('INPUT_FORMAT', 'column offset');
  }
  return offset;
}

function readMetadata(footer: Uint8Array) {
  try {
    // The reader wants a file; a file's tail is enough for it to find the metadata from the end.
    return parquetMetadata(footer.slice().buffer);
  } catch {
    throw new EnclaveError('INPUT_FORMAT', 'footer');
  }
}

/**
 * Ranges of the named columns, with the leading magic and the footer. Throws INPUT_FORMAT if a
 * column is missing, or a range is not between magic and footer.
 */
export function columnRanges(
  footer: Uint8Array,
  footerOffset: number,
  columns: readonly string[],
): readonly ByteRange[] {
  const ranges: ByteRange[] = [
    { offset: 0, length: magicBytes },
    { offset: footerOffset, length: footer.length },
  ];
  let total = 0;
  for (const group of readMetadata(footer).row_groups) {
    for (const column of columns) {
      const meta = group.columns.find(
        (one) => one.meta_data?.path_in_schema[0] === column,
      )?.meta_data;
      if (meta === undefined) throw new EnclaveError('INPUT_FORMAT', 'column missing');
      const offset = asOffset(meta.dictionary_page_offset ?? meta.data_page_offset);
      const length = Number(meta.total_compressed_size);
      if (!(length >= 0) || offset + length > footerOffset) {
        throw new EnclaveError('INPUT_FORMAT', 'column range');
      }
      ranges.push({ offset, length });
      total += length;
      // Column chunks do not overlap: together they cannot be longer than the file.
      if (total > footerOffset) throw new EnclaveError('INPUT_FORMAT', 'column ranges');
    }
  }
  return ranges;
}
