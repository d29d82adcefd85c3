// A table that another program wrote, against what this one would have written of it. What differs
// would be another value to the engine than to the owner: `2.50` is not `2.5`, a column too many is
// sealed with the rest.

import type { CheckedTable } from './check-table.ts';
import { ProblemList, shorten } from './problems.ts';
import type { CsvTable } from './read-csv.ts';

/** `checked` was made from `table`. Throws a TableError: HEADER_INVALID or MIXED_TYPES. */
export function requireAsWritten(table: CsvTable, checked: CheckedTable): void {
  const problems = new ProblemList();
  for (const name of table.header) {
    if (checked.columns.some(({ column }) => column.name === name)) continue;
    const message =
      'The column is in the sealed file but not declared. Declare it, or seal the table without it.';
    problems.add({ code: 'HEADER_INVALID', row: 1, column: name, message });
  }
  for (const { column, values } of checked.columns) {
    const cells = table.columns[table.header.indexOf(column.name)] ?? [];
    values.forEach((value, i) => {
      const written = value === null ? '' : value.toString();
      const cell = cells[i] ?? '';
      if (cell === written) return;
      const message = `${shorten(cell)} must be written ${shorten(written)}. Correct it and seal the table again.`;
      problems.add({ code: 'MIXED_TYPES', row: i + 2, column: column.name, message });
    });
  }
  problems.throwIfAny();
}
