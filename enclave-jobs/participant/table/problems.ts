// What can be wrong with a table, for the person who can put it right.

/** Closed: the interface has a help text for each. */
export const tableProblemCodes = [
  'ENCODING',
  'EMPTY',
  'HEADER_DUPLICATE',
  'HEADER_EMPTY',
  'HEADER_INVALID',
  'RAGGED',
  'QUOTES',
  'COLUMN_MISSING',
  'MIXED_TYPES',
  'OUT_OF_DOMAIN',
  'KEY_EMPTY',
  'ROWS_DIFFER',
  'TOO_LARGE',
] as const;
export type TableProblemCode = (typeof tableProblemCodes)[number];

export interface TableProblem {
  readonly code: TableProblemCode;
  /** The record in the file, 1-based: the header is row 1. ENCODING counts lines. */
  readonly row: number;
  /** The column's name, or its 1-based number where the name is the problem. */
  readonly column?: string | number;
  /** What is wrong and what to do; may quote a value shortened to 20 characters. */
  readonly message: string;
}

/** More would not be read; the total is told. */
const problemsMax = 100;
const quotedLength = 20;

/** A value for a message: at most 20 characters of it, on one line. */
export function shorten(value: string): string {
  const characters = Array.from(value.slice(0, 2 * quotedLength + 1));
  const isCut = characters.length > quotedLength;
  const text = isCut ? `${characters.slice(0, quotedLength - 1).join('')}…` : value;
  return `"${text.replace(/\p{C}/gu, '\u{fffd}')}"`;
}

function place(problem: TableProblem): string {
  const column = problem.column === undefined ? '' : `, column ${problem.column}`;
  return `row ${problem.row}${column}: ${problem.message}`;
}

/** All faults of one table: the first 100 of them, and how many there are. */
export class TableError extends Error {
  readonly problems: readonly TableProblem[];
  readonly total: number;

  constructor(problems: readonly TableProblem[], total: number = problems.length) {
    const [first] = problems;
    const count = total === 1 ? '1 problem' : `${total} problems, the first in`;
    super(first === undefined ? 'table' : `${count} ${place(first)}`);
    this.name = 'TableError';
    this.problems = problems;
    this.total = total;
  }
}

/** Collects the faults of one pass over a table. */
export class ProblemList {
  readonly #problems: TableProblem[] = [];
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(problem: TableProblem): void {
    this.#total += 1;
    if (this.#problems.length < problemsMax) this.#problems.push(problem);
  }

  /** Throws a TableError unless nothing was added. */
  throwIfAny(): void {
    if (this.#total > 0) throw new TableError(this.#problems, this.#total);
  }
}
