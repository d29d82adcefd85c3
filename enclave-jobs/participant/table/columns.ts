// Columns on their way from a declaration to a checked table.

import type { Column } from '../../protocol/index.ts';

/** `text`, `decimal` (canonical) and `date` are text, `int` is a bigint, an empty cell is null. */
export type CellValue = string | bigint | null;

/** A column as its owner declares it; without reducers the choice is left to its values. */
export type DeclaredColumn = Omit<Column, 'reducers'> & {
  readonly reducers?: Column['reducers'] | undefined;
};

export interface CheckedColumn {
  readonly column: Column;
  readonly values: readonly CellValue[];
}

/** Before it is known how several rows of a person count. */
export interface ReadColumn {
  readonly column: DeclaredColumn;
  readonly values: readonly CellValue[];
}
