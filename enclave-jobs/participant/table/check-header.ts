// The first row of a file: the names that policies, approvals and the engine's SQL will use.

import { columnsMax } from '../../protocol/index.ts';
import { type ProblemList, shorten, type TableProblemCode } from './problems.ts';

/** As `columnNameSchema` of the manifest. */
const nameLengthMax = 64;

interface Fault {
  readonly code: TableProblemCode;
  readonly message: string;
}

function nameFault(name: string): Fault | undefined {
  if (name.trim() === '') {
    return { code: 'HEADER_EMPTY', message: 'The column has no name. Give it one or delete it.' };
  }
  const reason =
    name.length > nameLengthMax
      ? `is longer than ${nameLengthMax} characters`
      : /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(name)
        ? 'has a character that cannot be seen'
        : name !== name.trim()
          ? 'begins or ends with a space'
          : name !== name.normalize('NFC')
            ? 'is not in Unicode normal form NFC'
            : undefined;
  if (reason === undefined) return undefined;
  return { code: 'HEADER_INVALID', message: `The name ${shorten(name)} ${reason}. Rename it.` };
}

/** Adds every fault of the header to `problems`. */
export function checkHeader(header: readonly string[], problems: ProblemList): void {
  if (header.length > columnsMax) {
    const message = `The table has ${header.length} columns. At most ${columnsMax} can be sealed: leave some out.`;
    problems.add({ code: 'TOO_LARGE', row: 1, message });
    return;
  }
  const firstNumber = new Map<string, number>();
  header.forEach((name, i) => {
    const column = i + 1;
    const fault = nameFault(name);
    if (fault !== undefined) {
      problems.add({ ...fault, row: 1, column });
      return;
    }
    // The engine's identifiers do not distinguish case: "Age" and "age" would be one column there.
    const before = firstNumber.get(name.toLowerCase());
    if (before === undefined) firstNumber.set(name.toLowerCase(), column);
    else {
      const message = `Column ${before} has the same name but for case, ${shorten(name)}. Rename one of them.`;
      problems.add({ code: 'HEADER_DUPLICATE', row: 1, column, message });
    }
  });
}
