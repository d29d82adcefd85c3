// What was checked, line by line, in the order of the checks. The first line that fails ends an
// examination: nothing after it would rest on solid ground, and a check that was not made never
// counts as passed (R44).

import { EnclaveError } from '../protocol/index.ts';

/** What a check looked at. Public values only; long ones shortened by the caller. */
export interface CheckSubject {
  /** As the vendor names it. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

export interface CheckLine extends CheckSubject {
  /** Stable across releases: `chain-signature`, `tcb-extension`. */
  readonly id: string;
  readonly passed: boolean;
}

export type FaultCode = 'EVIDENCE_INVALID' | 'EVIDENCE_COLLATERAL';

/** Evidence that did not stand a check; `line` says which. */
export class EvidenceFault extends EnclaveError {
  readonly line: CheckLine;

  constructor(code: FaultCode, line: CheckLine) {
    super(code, `${line.id}: ${line.field}: ${line.expected} expected, ${line.found} found`);
    this.name = 'EvidenceFault';
    this.line = line;
  }
}

/** Bytes that are not what they should be; thrown by parsers, made a line by `Examination.read`. */
export class ParseFault extends Error implements CheckSubject {
  readonly field: string;
  readonly expected: string;
  readonly found: string;

  constructor({ field, expected, found }: CheckSubject) {
    super(`${field}: ${expected} expected, ${found} found`);
    this.name = 'ParseFault';
    this.field = field;
    this.expected = expected;
    this.found = found;
  }
}

/** Refuses a field. */
export function fault(field: string, expected: string, found: string): never {
  throw new ParseFault({ field, expected, found });
}

export interface Examination {
  /** Lines so far; the last one may have failed. */
  readonly lines: readonly CheckLine[];
  /** Adds a line. Throws EvidenceFault if it failed. */
  check(id: string, passed: boolean, subject: CheckSubject, code?: FaultCode): void;
  /** Parses: a ParseFault becomes a failed line. */
  read<T>(id: string, field: string, parse: () => T, code?: FaultCode): T;
}

export function openExamination(): Examination {
  const lines: CheckLine[] = [];
  const check: Examination['check'] = (id, passed, subject, code = 'EVIDENCE_INVALID') => {
    const { field, expected, found } = subject;
    const line: CheckLine = { id, field, expected, found, passed };
    lines.push(line);
    if (!passed) throw new EvidenceFault(code, line);
  };
  return {
    lines,
    check,
    read: (id, field, parse, code) => {
      try {
        const value = parse();
        check(id, true, { field, expected: 'well-formed', found: 'well-formed' });
        return value;
      } catch (error) {
        if (!(error instanceof ParseFault)) throw error;
        const { expected, found } = error;
        check(id, false, { field: `${field}: ${error.field}`, expected, found }, code);
        throw error;
      }
    },
  };
}
